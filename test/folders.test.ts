/** docs/adr/0001: a folder is read at one glance. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const MOST_FILES = 20;

function foldersIn(root: string): readonly string[] {
  const inside = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
  return [root, ...inside];
}

const filesIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).length;

it.each(['src', 'templates', 'test', 'bench'])(
  'no folder of %s has over 20 files at its top',
  (root) => {
    const full = foldersIn(root).filter((folder) => filesIn(folder) > MOST_FILES);
    expect(full).toEqual([]);
  },
);
