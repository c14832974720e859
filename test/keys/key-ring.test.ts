import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  randomUUID,
  verify,
} from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { compactVerify, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Custody } from '../../src/keys/custody.ts';
import { createKeyRing, type KeyRing, type PublicKey } from '../../src/keys/key-ring.ts';
import { createKeyRows } from '../../src/keys/key-rows.ts';
import { createCustody } from '../../src/keys/master-key.ts';
import { newKey, openKey } from '../../src/keys/stored-key.ts';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite.ts';
import { createStore, type Key, type Store, type Stored } from '../../src/storage/store.ts';

const DID = 'did:web:badges.example.org:k:moulin';
const clock = () => new Date('2026-11-23T10:00:00Z');
const message = Buffer.from('a credential');
const containing = (words: string): unknown => expect.stringContaining(words);

let folder: string;
let store: Store;
let custody: Custody;
let ring: KeyRing;
let kpaId: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-keys-'));
  store = createStore(await openSqlite({ folder }));
  custody = createCustody(randomBytes(32));
  ring = createKeyRing({ store, custody, clock });
  kpaId = randomUUID();
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** As after a restart: nothing is left in memory. */
const restarted = (as: Custody = custody) => createKeyRing({ store, custody: as, clock });

async function stored(fragment: string, of = kpaId): Promise<Stored<Key>> {
  const { items } = await store.keys(of).find({ index: 'byFragment', equals: [fragment] });
  const [key] = items;
  if (!key) throw new Error(`no ${fragment}`);
  return key;
}

const act = { by: 'Karim', reason: 'a test' };

/** As the ring does it, without a successor. */
async function advance(fragment: string, state: 'retired' | 'revoked'): Promise<void> {
  const event = { at: clock().toISOString(), ...act };
  await createKeyRows(store, custody).advance(await stored(fragment), state, event);
}

async function change(fragment: string, changes: Partial<Key>): Promise<void> {
  await store.keys(kpaId).replace({ ...(await stored(fragment)), ...changes });
}

async function published(fragment: string, by = ring): Promise<PublicKey> {
  const key = (await by.publicKeys(kpaId)).find((one) => one.fragment === fragment);
  if (!key) throw new Error(`no ${fragment}`);
  return key;
}

/** 32 bytes out of `z6Mk…`, by long division in the other direction than ours. */
function ed25519Bytes(key: PublicKey): Buffer {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  if (key.algorithm !== 'Ed25519') throw new Error('not a Multikey');
  const digits = Array.from(key.publicKey.slice(1), (letter) => alphabet.indexOf(letter));
  const number = digits.reduce((sum, digit) => sum * 58n + BigInt(digit), 0n);
  const bytes = Buffer.from(number.toString(16), 'hex');
  expect(bytes.subarray(0, 2).toString('hex')).toBe('ed01');
  return bytes.subarray(2);
}

function p256Jwk(key: PublicKey) {
  if (key.algorithm !== 'ES256') throw new Error('not a JWK');
  return { ...key.publicKey };
}

describe('createKeys', () => {
  it('makes an Ed25519 and a P-256 key', async () => {
    await ring.createKeys(kpaId);
    expect(await ring.publicKeys(kpaId)).toMatchObject([
      { fragment: 'key-1', algorithm: 'Ed25519', state: 'active' },
      { fragment: 'key-2', algorithm: 'ES256', state: 'active' },
    ]);
    expect((await stored('key-1')).createdAt).toBe('2026-11-23T10:00:00.000Z');
  });

  it('changes nothing the second time', async () => {
    await ring.createKeys(kpaId);
    const before = await ring.publicKeys(kpaId);
    await restarted().createKeys(kpaId);
    expect(await ring.publicKeys(kpaId)).toEqual(before);
  });

  it('makes two keys when many ask together', async () => {
    await Promise.all(Array.from({ length: 10 }, () => restarted().createKeys(kpaId)));
    expect(await store.keys(kpaId).count({ index: 'byFragment' })).toBe(2);
    const signer = await ring.signer(kpaId, DID, 'Ed25519');
    expect(await signer.sign(message)).toHaveLength(64);
  });

  it('completes what was interrupted', async () => {
    await ring.createKeys(kpaId);
    const first = await published('key-1');
    await store.keys(kpaId).remove((await stored('key-2')).id);
    await ring.createKeys(kpaId);
    expect(await published('key-1')).toEqual(first);
    expect(await published('key-2')).toMatchObject({ algorithm: 'ES256', state: 'active' });
  });

  it('does not bring back a key that was revoked', async () => {
    await ring.createKeys(kpaId);
    await advance('key-1', 'revoked');
    await ring.createKeys(kpaId);
    expect(await store.keys(kpaId).count({ index: 'byFragment' })).toBe(2);
    expect(await published('key-1')).toMatchObject({ state: 'revoked' });
  });

  it('stores nothing when custody does not answer', async () => {
    const broken = { ...custody, wrap: () => Promise.reject(new Error('KMS away')) };
    await expect(restarted(broken).createKeys(kpaId)).rejects.toThrow('KMS away');
    expect(await ring.publicKeys(kpaId)).toEqual([]);
  });

  it('makes different keys for each KPA', async () => {
    const other = randomUUID();
    await ring.createKeys(kpaId);
    await ring.createKeys(other);
    const keys = [...(await ring.publicKeys(kpaId)), ...(await ring.publicKeys(other))];
    expect(new Set(keys.map(({ publicKey }) => JSON.stringify(publicKey))).size).toBe(4);
  });
});

describe('an Ed25519 signer', () => {
  beforeEach(() => ring.createKeys(kpaId));

  it('names its verification method', async () => {
    const signer = await ring.signer(kpaId, DID, 'Ed25519');
    expect(signer).toMatchObject({ id: `${DID}#key-1`, algorithm: 'Ed25519' });
  });

  it('signs what the published Multikey verifies, before and after a restart', async () => {
    const publicKey = ed25519Bytes(await published('key-1'));
    const x = publicKey.toString('base64url');
    const nodeKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    for (const from of [ring, restarted()]) {
      const signature = await (await from.signer(kpaId, DID, 'Ed25519')).sign(message);
      expect(verify(null, message, nodeKey, signature)).toBe(true);
      expect(ed25519.verify(signature, message, publicKey, { zip215: false })).toBe(true);
      expect(verify(null, Buffer.from('another'), nodeKey, signature)).toBe(false);
    }
  });
});

describe('an ES256 signer', () => {
  beforeEach(() => ring.createKeys(kpaId));

  it('signs what the published JWK verifies', async () => {
    const signer = await ring.signer(kpaId, DID, 'ES256');
    expect(signer).toMatchObject({ id: `${DID}#key-2`, algorithm: 'ES256' });
    const signature = await signer.sign(message);
    const jwk = p256Jwk(await published('key-2'));
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const point = Buffer.concat([
      Buffer.of(4),
      Buffer.from(jwk.x, 'base64url'),
      Buffer.from(jwk.y, 'base64url'),
    ]);
    expect(signature).toHaveLength(64);
    expect(verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    expect(p256.verify(signature, message, point, { lowS: false })).toBe(true);
  });

  it('signs a JWS that jose verifies', async () => {
    const signer = await ring.signer(kpaId, DID, 'ES256');
    const input = [{ alg: 'ES256', kid: signer.id }, { iss: DID }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = Buffer.from(await signer.sign(Buffer.from(input))).toString('base64url');
    const key = await importJWK(p256Jwk(await published('key-2')), 'ES256');
    const { protectedHeader } = await compactVerify(`${input}.${signature}`, key);
    expect(protectedHeader.kid).toBe(`${DID}#key-2`);
  });
});

describe('a database closed and opened again', () => {
  it('still signs with the same keys', async () => {
    await ring.createKeys(kpaId);
    const before = await ring.publicKeys(kpaId);
    await store.close();
    store = createStore(await openSqlite({ folder }));
    expect(await restarted().publicKeys(kpaId)).toEqual(before);
    const signature = await (await restarted().signer(kpaId, DID, 'ES256')).sign(message);
    const key = createPublicKey({
      key: p256Jwk(await published('key-2', restarted())),
      format: 'jwk',
    });
    expect(verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });
});

describe('which key signs', () => {
  beforeEach(() => ring.createKeys(kpaId));

  const addKey = async (fragment: string) => {
    const wanted = { kpaId, fragment, algorithm: 'Ed25519', at: clock(), act } as const;
    await createKeyRows(store, custody).insert(await newKey(custody, wanted));
  };
  const signerId = async () => (await ring.signer(kpaId, DID, 'Ed25519')).id;

  it('is the newest active one, by number', async () => {
    await addKey('key-9');
    await addKey('key-10');
    expect(await signerId()).toBe(`${DID}#key-10`);
    await advance('key-10', 'revoked');
    expect(await signerId()).toBe(`${DID}#key-9`);
    expect((await ring.publicKeys(kpaId)).map(({ fragment }) => fragment)).toEqual([
      'key-1',
      'key-2',
      'key-9',
      'key-10',
    ]);
  });

  it.each(['retired', 'revoked'] as const)('is none when the only one is %s', async (state) => {
    await signerId();
    await advance('key-1', state);
    await expect(signerId()).rejects.toMatchObject({ code: 'NO_ACTIVE_KEY' });
  });

  it('is none for a KPA without keys', async () => {
    await expect(ring.signer(randomUUID(), DID, 'ES256')).rejects.toMatchObject({
      code: 'NO_ACTIVE_KEY',
    });
  });
});

describe('a database someone wrote in', () => {
  const other = randomUUID();

  beforeEach(async () => {
    await ring.createKeys(kpaId);
    await ring.createKeys(other);
  });

  const signing = (algorithm: 'Ed25519' | 'ES256', as?: Custody) =>
    restarted(as).signer(kpaId, DID, algorithm);
  /** Even where nobody looks at the MAC of the row. */
  const opening = async (fragment: string) => openKey(custody, await stored(fragment));

  it('does not make a KPA sign with the key of another', async () => {
    const { wrappedKey, publicKey } = await stored('key-1', other);
    await change('key-1', { wrappedKey, publicKey });
    await expect(signing('Ed25519')).rejects.toMatchObject({ code: 'NOT_AS_WRITTEN' });
    await expect(opening('key-1')).rejects.toMatchObject({ code: 'SECRET_TAMPERED' });
  });

  it('does not make a key serve another algorithm', async () => {
    const { wrappedKey, publicKey } = await stored('key-1');
    await change('key-2', { wrappedKey, publicKey });
    await expect(signing('ES256')).rejects.toMatchObject({ code: 'NOT_AS_WRITTEN' });
    await expect(opening('key-2')).rejects.toMatchObject({ code: 'SECRET_TAMPERED' });
  });

  it('does not make a KPA sign beside a public key that is not its own', async () => {
    const { publicKey } = await stored('key-1', other);
    await change('key-1', { publicKey });
    await expect(signing('Ed25519')).rejects.toMatchObject({ code: 'NOT_AS_WRITTEN' });
    await expect(opening('key-1')).rejects.toMatchObject({ code: 'KEY_MISMATCH' });
  });

  it('opens under its own master key only', async () => {
    await expect(signing('ES256', createCustody(randomBytes(32)))).rejects.toMatchObject({
      code: 'WRONG_MASTER_KEY',
      message: containing('key-2 (other-master-key)'),
    });
  });
});

describe('private keys', () => {
  /** Keeps a copy of what passes in clear, to look for it elsewhere. */
  function watched() {
    const passed: Uint8Array[] = [];
    const copies: Buffer[] = [];
    const watch = <T extends Uint8Array>(bytes: T): T => {
      passed.push(bytes);
      copies.push(Buffer.from(bytes));
      return bytes;
    };
    const watching: Custody = {
      ...custody,
      wrap: (plain, context) => custody.wrap(watch(plain), context),
      unwrap: async (wrapped, context) => watch(await custody.unwrap(wrapped, context)),
    };
    return { watching, passed, copies };
  }

  const secretOf = (key: KeyObject) =>
    Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');

  it('are found in nothing that is stored, handed out, or logged', async () => {
    const { watching, copies } = watched();
    const watchedRing = restarted(watching);
    await watchedRing.createKeys(kpaId);
    const documents = [await stored('key-1'), await stored('key-2')];
    const shown = [
      documents,
      watchedRing,
      await watchedRing.publicKeys(kpaId),
      await watchedRing.signer(kpaId, DID, 'Ed25519'),
      await watchedRing.signer(kpaId, DID, 'ES256'),
    ].map((what) => JSON.stringify(what) + inspect(what, { depth: 10, showHidden: true }));
    const everything = Buffer.from(
      shown.join('') +
        documents
          .flatMap(({ wrappedKey, publicKey }) => [...wrappedKey.split('.'), publicKey])
          .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
          .join(''),
      'latin1',
    );
    const secrets = copies.map((der) =>
      secretOf(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })),
    );
    expect(secrets.map(({ length }) => length)).toEqual([32, 32, 32, 32]);
    for (const secret of secrets) {
      const forms = ['latin1', 'hex', 'base64', 'base64url'] as const;
      expect(
        forms.filter((form) => everything.includes(secret.toString(form), 0, 'latin1')),
      ).toEqual([]);
    }
  });

  it('are overwritten once wrapped or opened', async () => {
    const { watching, passed } = watched();
    const watchedRing = restarted(watching);
    await watchedRing.createKeys(kpaId);
    await watchedRing.signer(kpaId, DID, 'Ed25519');
    await watchedRing.signer(kpaId, DID, 'ES256');
    expect(passed).toHaveLength(4);
    expect(passed.flatMap((bytes) => [...bytes]).filter((byte) => byte !== 0)).toEqual([]);
  });

  it('are opened once, then kept ready', async () => {
    await ring.createKeys(kpaId);
    const { watching, passed } = watched();
    const watchedRing = restarted(watching);
    await watchedRing.signer(kpaId, DID, 'Ed25519');
    await watchedRing.signer(kpaId, DID, 'Ed25519');
    expect(passed).toHaveLength(1);
  });
});
