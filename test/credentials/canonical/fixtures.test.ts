/**
 * Documents of which the short way once said something else than the libraries, or could. The fuzz
 * writes those that it finds here (`differential.long.test.ts`): give them a name that says why.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareWays } from './support/compare-ways.ts';
import { parseObject } from './support/json.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');

describe.each(readdirSync(FOLDER).toSorted())('%s', (file) => {
  const document = parseObject(readFileSync(join(FOLDER, file), 'utf8'));

  it.each(['SHA-256', 'SHA-384'] as const)('is the same both ways, with %s', async (algorithm) => {
    expect((await compareWays(document, algorithm)).fault).toBeUndefined();
  });
});
