import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOrCreateSecret } from '../../src/keys/development-secret.ts';
import { KeyError } from '../../src/keys/errors.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-secret-'));
  file = join(folder, 'data', 'master-key');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('a development secret', () => {
  it('is made once and found again', async () => {
    const first = await loadOrCreateSecret(file);
    const second = await loadOrCreateSecret(file);
    expect(first.created).toBe(true);
    expect(first.value).toHaveLength(32);
    expect(second).toEqual({ created: false, value: first.value });
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
    await loadOrCreateSecret(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('leaves no draft beside it', async () => {
    await loadOrCreateSecret(file);
    expect(await readdir(join(folder, 'data'))).toEqual(['master-key']);
  });

  it('is one and the same for all that start together', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => loadOrCreateSecret(file)));
    expect(all.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(all.map(({ value }) => Buffer.from(value).toString('hex'))).size).toBe(1);
  });

  it.each([
    ['empty', ''],
    ['too short', 'c2hvcnQ'],
    ['too long', `${'A'.repeat(43)}\n${'A'.repeat(43)}`],
    ['not base64url', `${'A'.repeat(42)}!`],
  ])('is refused, and left as it is, when the file is %s', async (_, content) => {
    const bad = join(folder, 'bad');
    await writeFile(bad, content);
    await expect(loadOrCreateSecret(bad)).rejects.toSatisfy(
      (error) =>
        error instanceof KeyError &&
        error.code === 'BAD_SECRET_FILE' &&
        error.message.includes(bad),
    );
    expect(await readFile(bad, 'utf8')).toBe(content);
  });
});
