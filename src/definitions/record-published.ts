import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { examineFolder } from './load-definitions.ts';
import { DefinitionsError } from './problems.ts';

/**
 * Adds to the lock what it does not have yet, and returns its keys (`<slug>@<version>`). Throws
 * `DefinitionsError`, with nothing written, while anything else is wrong: a published version that
 * changed is never written over.
 */
export async function recordPublished(path: string): Promise<string[]> {
  const { problems, unrecorded } = await examineFolder(path);
  if (problems.length > 0) throw new DefinitionsError(problems);
  if (unrecorded.length > 0) await append(path, unrecorded);
  return unrecorded.map(({ key }) => key);
}

async function append(
  path: string,
  entries: readonly { readonly key: string; readonly digest: string }[],
): Promise<void> {
  const lock = parseDocument(await readFile(join(path, 'published.yaml'), 'utf8'));
  for (const { key, digest } of entries) lock.set(key, digest);
  // Whole or not at all: the new file takes the place of the old one in one step.
  const draft = join(path, '.published.yaml.new');
  await writeFile(draft, lock.toString({ lineWidth: 0 }));
  await rename(draft, join(path, 'published.yaml'));
}
