/** `kpa-badges` as people and scripts run it: a process, files, an exit code. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { vcJwt } from '../../src/credentials/formats/vc-jwt.ts';
import { signDocument } from '../../src/credentials/write/sign.ts';
import { issuer, otherIssuer } from '../credentials/support/issuer.ts';
import { olderBadges } from '../credentials/support/older-badges.ts';
import { tinyPng } from '../credentials/support/images/png.ts';
import { tinySvg } from '../credentials/support/images/svg.ts';
import { credential, didDocument, p256Signer } from '../credentials/support/two-keys.ts';
import { startProcess } from '../support/programs/process.ts';

let folder: string;
const at = (name: string) => join(folder, name);

/** Long ago: the command line has no clock but the machine's. */
const CREATED = new Date('2020-01-02T00:00:00Z');
const { credentialStatus, validUntil, ...rest } = credential;
const plain = { ...rest, validFrom: '2020-01-01T00:00:00Z' };
const sign = async (document: typeof plain, by = issuer) =>
  JSON.stringify(await signDocument(document, by.signer, CREATED));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-badges-cli-'));
  const good = await sign(plain);
  const files = {
    'good.json': good,
    'good.jwt': await vcJwt.sign(
      { ...credential, validFrom: plain.validFrom },
      p256Signer,
      CREATED,
    ),
    'forged.json': good.replace('douze', 'treize'),
    'stolen.json': await sign(plain, otherIssuer),
    'expired.json': await sign({ ...plain, ...{ validUntil: '2021-01-01T00:00:00Z' } }),
    'status.json': await sign({ ...plain, ...{ credentialStatus } }),
    'terminal.json': await sign({ ...plain, name: 'Red \u001b[31m alert \u202e' }),
    'did.json': JSON.stringify(didDocument),
    'picture.png': tinyPng,
    'picture.svg': tinySvg,
    'not-a-badge.txt': 'Bonjour',
    'older.json': JSON.stringify(olderBadges['Open Badges 2.0']),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(at(name), text)));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const running = startProcess('src/cli.ts', { args });
  const { code } = await running.ended;
  return { code, output: running.output() };
}

const verifyOffline = (...files: readonly string[]) =>
  run('verify', '--offline', '--issuer', at('did.json'), ...files.map(at));

it('says how it is used on the standard output, and ends quietly where nobody reads it', async () => {
  const help = startProcess('src/cli.ts', { args: ['--help'] });
  expect(await help.ended).toEqual({ code: 0, signal: null });
  expect([help.output(), help.errors()]).toEqual([
    expect.stringContaining('kpa-badges verify'),
    '',
  ]);
  const args = ['inspect', at('good.json')];
  const unread = startProcess('src/cli.ts', { args, unread: true });
  expect([await unread.ended, unread.errors()]).toEqual([{ code: 0, signal: null }, '']);
});

describe('kpa-badges verify', () => {
  it.concurrent.each([
    ['good.json', 0, 'authentic, issuer known, valid'],
    ['forged.json', 1, 'NOT AUTHENTIC'],
    ['not-a-badge.txt', 1, 'not a badge'],
    ['older.json', 3, 'not verified'],
    ['good.jwt', 3, 'authentic, issuer known, status unknown'],
    ['expired.json', 4, 'authentic, issuer known, expired'],
    ['missing.json', 2, 'there is no such file'],
  ])('%s ends with %d: %s', async (file, code, words) => {
    const { output, code: ended } = await verifyOffline(file);
    expect(output).toContain(words);
    expect(ended).toBe(code);
  });

  it('gives one answer per file, and the worst of their codes', async () => {
    const names = ['good.json', 'expired.json', 'stolen.json', 'status.json'];
    const { output, code } = await run(
      ...['verify', '--json', '--offline', '--issuer', at('did.json'), ...names.map(at)],
    );
    const summary = z.object({ authentic: z.string(), standing: z.string() });
    const rows = z
      .array(z.object({ file: z.string(), exitCode: z.int(), verification: z.object({ summary }) }))
      .parse(JSON.parse(output));
    expect(rows.map(({ file, exitCode }) => [file, exitCode])).toEqual(
      names.map((name, index) => [at(name), [0, 4, 1, 3][index]]),
    );
    expect(code).toBe(1);
  });

  it('knows nobody who was not given, and asks nobody offline', async () => {
    const { output, code } = await run('verify', '--offline', at('good.json'));
    expect(output).toContain('Nobody is asked: --offline');
    expect(code).toBe(3);
  });

  it('lets no badge write to the terminal', async () => {
    const { output } = await run('inspect', at('terminal.json'));
    expect(output).toContain('Red [31m alert');
    expect(output).not.toMatch(/[\u001b\u202e]/);
    const { output: json } = await run('inspect', '--json', at('terminal.json'));
    expect(json).not.toMatch(/[\u001b\u202e]/);
    const says = { name: 'Red \u001b[31m alert \u202e' };
    expect(JSON.parse(json)).toMatchObject([{ says }]);
  });
});

describe('kpa-badges bake, unbake and inspect', () => {
  it.concurrent.each([
    ['good.json', 'picture.png'],
    ['good.jwt', 'picture.svg'],
  ])('puts %s into %s, in either order, and gets it out again', async (badge, picture) => {
    const [baked, text] = [at(`baked-${picture}`), at(`text-${picture}`)];
    const done = { code: 0, output: '' };
    expect(await run('bake', at(picture), at(badge), '--out', baked)).toEqual(done);
    expect(await run('unbake', baked, '--out', text)).toEqual(done);
    expect(await readFile(text)).toEqual(await readFile(at(badge)));
  });

  it('says what is in an image, and that it was not verified', async () => {
    const baked = at('inspected.png');
    await run('bake', at('good.json'), at('picture.png'), '--out', baked);
    const { output, code } = await run('inspect', '--json', baked);
    const says = { id: credential.id, issuer: issuer.did };
    expect(JSON.parse(output)).toMatchObject([{ verified: false, format: 'png', says }]);
    expect(code).toBe(0);
    // Nothing is written over, and a badge is not baked twice.
    expect((await run('bake', at('good.json'), at('picture.png'), '--out', baked)).code).toBe(2);
    expect((await run('bake', at('good.json'), baked, '--out', at('twice.png'))).code).toBe(1);
  });

  it('says why there is nothing to take out', async () => {
    const { output, code } = await run('unbake', at('picture.png'));
    expect(output).toContain('There is no chunk openbadgecredential');
    expect(code).toBe(1);
  });
});

describe('kpa-badges used wrongly', () => {
  it('ends with 2 and says how it is used', async () => {
    const { output, code } = await run('verify', '--frobnicate', at('good.json'));
    expect(output).toContain('Exit codes:\n  0         authentic and valid');
    expect(output).not.toMatch(/^ +at /m);
    expect(code).toBe(2);
  });

  it('refuses an issuer that is no DID document', async () => {
    const { output, code } = await run('verify', '--issuer', at('picture.svg'), at('good.json'));
    expect(output).toContain('picture.svg: not a DID document');
    expect(code).toBe(2);
  });
});
