/** npm run build:browser: dist/browser/kpa-badges.js, one ES module that verifies and bakes. */
import { stat } from 'node:fs/promises';
import { build } from 'esbuild';
import { coreBundle } from './core-bundle.ts';

const outfile = 'dist/browser/kpa-badges.js';
await build({ ...coreBundle, outfile, minify: true, sourcemap: true });
process.stdout.write(`${outfile}: ${Math.round((await stat(outfile)).size / 1024)} KB\n`);
