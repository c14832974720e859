/** npm run build:pages: assets/*.js out of page-scripts/, and how large each is when it is sent. */
import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { pageBundles } from './page-bundles.ts';

for (const { name, code } of await pageBundles()) {
  await writeFile(`assets/${name}`, code);
  process.stdout.write(`assets/${name}: ${gzipSync(code).length} bytes compressed\n`);
}
