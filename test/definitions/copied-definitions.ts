import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { DefinitionsError, loadDefinitions } from '../../src/definitions/definitions.ts';
import type { Problem } from '../../src/definitions/problems.ts';

export const REAL = fileURLToPath(new URL('../../badge-definitions', import.meta.url));

/** A copy of the real definitions to break; it is gone when the test ends. */
export async function copyDefinitions() {
  const folder = await mkdtemp(join(tmpdir(), 'badge-definitions-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(REAL, folder, { recursive: true });
  const path = (file: string) => join(folder, file);
  const read = (file: string) => readFile(path(file), 'utf8');
  return {
    folder,
    read,
    write: (file: string, content: string | Uint8Array) => writeFile(path(file), content),
    remove: (file: string) => rm(path(file)),
    move: (from: string, to: string) => rename(path(from), path(to)),
    copy: (from: string, to: string) => cp(path(from), path(to)),
    /** The first `from` becomes `to`; a `from` that is absent would make the test mean nothing. */
    async edit(file: string, from: string | RegExp, to: string) {
      const before = await read(file);
      const after = before.replace(from, to);
      if (after === before) throw new Error(`${file} has no ${String(from)}`);
      await writeFile(path(file), after);
    },
    /** Counted by hand, without the loader: the line that holds a text. */
    async lineWith(file: string, text: string): Promise<number> {
      return (await read(file)).split('\n').findIndex((line) => line.includes(text)) + 1;
    },
    problems: () => problemsOf(folder),
    /** All but what the lock says of a published class that a test changed. */
    async faults(): Promise<Problem[]> {
      const ofLock = /has changed since it was published|was published, but no file/u;
      return (await problemsOf(folder)).filter(({ message }) => !ofLock.test(message));
    },
  };
}

export type Copy = Awaited<ReturnType<typeof copyDefinitions>>;

async function problemsOf(folder: string): Promise<Problem[]> {
  try {
    await loadDefinitions(folder);
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionsError)) throw error;
    return error.problems.map((problem) => ({ ...problem, file: relative(folder, problem.file) }));
  }
}
