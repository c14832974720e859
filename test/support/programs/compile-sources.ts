/**
 * A process or a thread takes some seconds to learn TypeScript: what tests start as one is compiled
 * once for the whole run, file for file, and lies beside what it reads as it does in the repository.
 */
import { mkdtemp, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { COMPILED, root } from './compiled.ts';

const BESIDE = 'package.json node_modules assets badge-definitions languages templates'.split(' ');

export async function setup(): Promise<void> {
  process.env[COMPILED] = await compileSources(['src', 'test']);
}

/** Where they lie: a folder for whoever asked to remove. */
export async function compileSources(sources: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'compiled-'));
  for (const name of BESIDE) await symlink(join(root, name), join(folder, name));
  await build({
    entryPoints: (await Promise.all(sources.map(sourcesIn))).flat(),
    absWorkingDir: root,
    outbase: root,
    outdir: folder,
    bundle: true,
    plugins: [fileForFile],
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
  });
  return folder;
}

async function sourcesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(root, folder, name));
}

/** Each file stays one, and imports the others under the names that they have now. */
const fileForFile: Plugin = {
  name: 'file-for-file',
  setup(builder) {
    builder.onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'entry-point'
        ? undefined
        : { path: path.startsWith('.') ? path.replace(/\.ts$/, '.js') : path, external: true },
    );
  },
};
