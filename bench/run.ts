/**
 * Compiles the service and the benchmark first, as production does: what learns TypeScript at run
 * time names its functions at every call, and that would be measured too.
 */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compileSources } from '../test/support/programs/compile-sources.ts';

const folder = await compileSources(['src', 'bench']);
const child = spawn(process.execPath, [join(folder, 'bench/bench.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: join(import.meta.dirname, '..'),
});
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
  void rm(folder, { recursive: true });
});
