import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { SecretContext } from '../../src/keys/custody.ts';
import { KeyError } from '../../src/keys/errors.ts';
import { createCustody, parseMasterKey } from '../../src/keys/master-key.ts';

const masterKey = randomBytes(32);
const custody = createCustody(masterKey);
const context: SecretContext = { kpaId: 'kpa-a', documentId: 'key-a', use: 'signing ES256' };
const secret = randomBytes(138);
const containing = (words: string): unknown => expect.stringContaining(words);

describe('a wrapped secret', () => {
  it('comes back as it was', async () => {
    const wrapped = await custody.wrap(secret, context);
    expect(await custody.unwrap(wrapped, context)).toEqual(secret);
  });

  it('comes back after a restart with the same master key', async () => {
    const wrapped = await custody.wrap(secret, context);
    expect(await createCustody(masterKey).unwrap(wrapped, context)).toEqual(secret);
  });

  it('never looks the same twice', async () => {
    const texts = [await custody.wrap(secret, context), await custody.wrap(secret, context)];
    expect(new Set(texts).size).toBe(2);
  });

  it.each<[string, Partial<SecretContext>]>([
    ['KPA', { kpaId: 'kpa-b' }],
    ['document', { documentId: 'key-b' }],
    ['use', { use: 'signing Ed25519' }],
    ['KPA and document, with the same letters', { kpaId: 'kpa-ak', documentId: 'ey-a' }],
  ])('does not open for another %s', async (_, other) => {
    const wrapped = await custody.wrap(secret, context);
    await expect(custody.unwrap(wrapped, { ...context, ...other })).rejects.toMatchObject({
      code: 'SECRET_TAMPERED',
    });
  });

  it('does not open under another master key, and says which', async () => {
    const wrapped = await custody.wrap(secret, context);
    await expect(createCustody(randomBytes(32)).unwrap(wrapped, context)).rejects.toMatchObject({
      code: 'WRONG_MASTER_KEY',
      message: containing(String(wrapped.split('.')[1])),
    });
  });

  it('does not open with any one bit of its text changed', async () => {
    const wrapped = Buffer.from(await custody.wrap(secret, context));
    const changed = [...wrapped.keys()].flatMap((at) =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((bit) => {
        const copy = Buffer.from(wrapped);
        copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at);
        return copy.toString('latin1');
      }),
    );
    const outcomes = await Promise.allSettled(changed.map((text) => custody.unwrap(text, context)));
    expect(outcomes).toHaveLength(wrapped.length * 8);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([]);
  });

  it.each([
    ['nothing', () => ''],
    ['words', () => 'not a secret'],
    ['another version', (text: string) => text.replace('v1', 'v2')],
    ['a missing part', (text: string) => text.split('.').slice(0, 3).join('.')],
    ['a part too many', (text: string) => `${text}.AAAA`],
    ['a padded last part', (text: string) => `${text}=`],
  ])('is refused as malformed: %s', async (_, change) => {
    const wrapped = await custody.wrap(randomBytes(48), context);
    await expect(custody.unwrap(change(wrapped), context)).rejects.toMatchObject({
      code: 'SECRET_MALFORMED',
    });
  });

  it('does not open when cut short', async () => {
    const wrapped = await custody.wrap(randomBytes(32), context);
    await expect(custody.unwrap(wrapped.slice(0, -4), context)).rejects.toMatchObject({
      code: 'SECRET_TAMPERED',
    });
  });
});

describe('a sealed token', () => {
  const owner: SecretContext = { kpaId: 'kpa-a', documentId: 'link-a', use: 'share-link' };

  it('can be read again', async () => {
    expect(await custody.open(await custody.seal('jeton é', owner), owner)).toBe('jeton é');
  });

  it('fits the store with a 256-bit token', async () => {
    const token = randomBytes(32).toString('base64url');
    expect((await custody.seal(token, owner)).length).toBeLessThanOrEqual(300);
  });

  it('does not open for another KPA', async () => {
    const sealed = await custody.seal('token', owner);
    await expect(custody.open(sealed, { ...owner, kpaId: 'kpa-b' })).rejects.toMatchObject({
      code: 'SECRET_TAMPERED',
    });
  });

  it('never passes for a wrapped key, nor the reverse', async () => {
    const sealed = await custody.seal('token', context);
    const wrapped = await custody.wrap(Buffer.from('token'), context);
    const tampered = { code: 'SECRET_TAMPERED' };
    await expect(custody.unwrap(sealed, context)).rejects.toMatchObject(tampered);
    await expect(custody.open(wrapped, context)).rejects.toMatchObject(tampered);
  });
});

describe('the custody object', () => {
  it('shows no key material when logged or serialised', () => {
    const shown = inspect(custody, { depth: 10, showHidden: true }) + JSON.stringify(custody);
    expect(shown).not.toContain(masterKey.toString('hex'));
    expect(shown).not.toContain(masterKey.toString('base64'));
    expect(JSON.stringify(custody)).toBe(`{"fingerprint":"${custody.fingerprint}"}`);
  });

  it('keeps working when the caller overwrites the bytes it was made from', async () => {
    const bytes = Uint8Array.from(masterKey);
    const made = createCustody(bytes);
    bytes.fill(0);
    expect(await custody.unwrap(await made.wrap(secret, context), context)).toEqual(secret);
  });

  it.each([0, 16, 31, 33, 64])('is not made from %i bytes', (length) => {
    expect(() => createCustody(randomBytes(length))).toThrow(
      expect.objectContaining({ code: 'BAD_MASTER_KEY' }),
    );
  });
});

describe('parseMasterKey', () => {
  it.each([
    ['base64', masterKey.toString('base64')],
    ['base64 without padding', masterKey.toString('base64').replace('=', '')],
    ['base64url', masterKey.toString('base64url')],
    ['hexadecimal', masterKey.toString('hex')],
    ['upper-case hexadecimal', masterKey.toString('hex').toUpperCase()],
    ['base64 with a line end', `${masterKey.toString('base64')}\n`],
  ])('reads %s', (_, text) => {
    expect(parseMasterKey(text)).toEqual(Uint8Array.from(masterKey));
  });

  it.each([
    ['a blank', ' '],
    ['31 bytes', randomBytes(31).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['a hexadecimal digit too few', masterKey.toString('hex').slice(1)],
    ['a password', 'correct horse battery staple correct horse!'],
    ['a character outside the alphabet', `${masterKey.toString('base64url').slice(0, 42)}*`],
    ['spare bits that are not zero', `${'a'.repeat(42)}B`],
    ['thirty-two times the same byte', Buffer.alloc(32, 7).toString('base64')],
  ])('refuses %s without repeating it', (_, text) => {
    const parse = () => parseMasterKey(text);
    expect(parse).toThrow(expect.objectContaining({ code: 'BAD_MASTER_KEY' }));
    expect(parse).not.toThrow(text.trim() || 'blank');
  });
});

describe('a MAC', () => {
  const text = '{"state":"active"}';
  const check = (mac: string, of = text, where = context, as = custody) =>
    as.checkMac(of, mac, where).then(
      () => 'right',
      (error: unknown) => (error instanceof KeyError ? error.code : error),
    );

  it('is of one text in one place', async () => {
    const mac = await custody.mac(text, context);
    expect(await check(mac)).toBe('right');
    expect(await check(mac, `${text} `)).toBe('SECRET_TAMPERED');
    for (const other of [{ kpaId: 'kpa-b' }, { documentId: 'key-b' }, { use: 'award row' }]) {
      expect(await check(mac, text, { ...context, ...other })).toBe('SECRET_TAMPERED');
    }
  });

  it('has one spelling: no bit of it can be changed', async () => {
    const mac = Buffer.from(await custody.mac(text, context));
    const changed = [...mac.keys()].flatMap((at) =>
      [0, 1, 2, 3, 4, 5, 6].map((bit) => {
        const copy = Buffer.from(mac);
        copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at);
        return copy.toString('latin1');
      }),
    );
    const outcomes = new Set(await Promise.all(changed.map((one) => check(one))));
    expect([...outcomes].sort()).toEqual([
      'SECRET_MALFORMED',
      'SECRET_TAMPERED',
      'WRONG_MASTER_KEY',
    ]);
  });

  it('is told from a secret, and from the MAC of another master key', async () => {
    expect(await check(await custody.seal(text, context))).toBe('SECRET_MALFORMED');
    const theirs = await createCustody(randomBytes(32)).mac(text, context);
    expect(await check(theirs)).toBe('WRONG_MASTER_KEY');
  });

  it('of an earlier master key is right as long as that is held, and is to be made anew', async () => {
    const newer = randomBytes(32);
    const mac = await custody.mac(text, context);
    const both = createCustody(newer, [masterKey]);
    expect(await check(mac, text, context, both)).toBe('right');
    expect([both.isCurrent(mac), custody.isCurrent(mac)]).toEqual([false, true]);
    expect(both.isCurrent(await both.mac(text, context))).toBe(true);
    expect(await check(mac, text, context, createCustody(newer))).toBe('WRONG_MASTER_KEY');
  });

  it('is made with a key that opens and closes nothing', async () => {
    const mac = await custody.mac(text, context);
    await expect(custody.open(mac, context)).rejects.toMatchObject({ code: 'SECRET_MALFORMED' });
    await expect(custody.unwrap(mac, context)).rejects.toMatchObject({ code: 'SECRET_MALFORMED' });
  });
});
