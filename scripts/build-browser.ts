/**
 * npm run build:browser: dist/browser/kpa-badges.js, one ES module that verifies and bakes, and what
 * it says in each language, by its code (src/browser.ts).
 */
import { stat, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { coreBundle } from './core-bundle.ts';
import { coreSentences } from './core-sentences.ts';

const folder = 'dist/browser';
const outfile = `${folder}/kpa-badges.js`;
await build({ ...coreBundle, outfile, minify: true, sourcemap: true });
for (const [language, sentences] of coreSentences('languages')) {
  await writeFile(`${folder}/sentences.${language}.json`, JSON.stringify(sentences));
}
process.stdout.write(`${outfile}: ${Math.round((await stat(outfile)).size / 1024)} KB\n`);
