/** `npm run kills -- --kills 1000`, `--processes 4 --mongodb`: see kills/series.ts. */
import { rmSync } from 'node:fs';
import { compileSources } from '../test/support/programs/compile-sources.ts';
import { COMPILED } from '../test/support/programs/compiled.ts';

const folder = await compileSources(['src']);
process.env[COMPILED] = folder;
process.on('exit', () => {
  rmSync(folder, { recursive: true });
});
await import('./kills/series.ts');
