/** Where what tests start as processes and threads lies as JavaScript (compile-sources.ts). */
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Said in the environment, which the workers of vitest inherit. */
export const COMPILED = 'COMPILED';
export const root = join(import.meta.dirname, '../../..');

/** A file of src or test, as it is compiled. `file` is a whole path, or begins at the repository. */
export function compiled(file: string): string {
  const folder = process.env[COMPILED];
  if (folder === undefined) throw new Error('Nothing is compiled: no compile-sources.ts has run');
  return join(folder, relative(root, resolve(root, file)).replace(/\.ts$/, '.js'));
}

/** The same, for a thread. */
export const compiledUrl = (file: string): URL => pathToFileURL(compiled(file));
