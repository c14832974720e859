/** Who writes in the database, and has no master key: which keys are used and published then. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adoptKey, findKeysFromBefore } from '../../src/keys/adopt-keys.ts';
import { createKeyRing, type KeyRing } from '../../src/keys/key-ring.ts';
import { keyMacs, type KeyRow } from '../../src/keys/key-rows.ts';
import { createCustody } from '../../src/keys/master-key.ts';
import { rewrapKeys } from '../../src/keys/rewrap.ts';
import { newKey } from '../../src/keys/stored-key.ts';
import { createStore, type Key, type Store, type Stored } from '../../src/storage/store.ts';
import { openTestDatabase, type TestDatabase } from '../support/storage/databases.ts';
import { keyFromBefore } from './support.ts';

const DID = 'did:web:badges.example.org:k:moulin';
const clock = () => new Date('2026-11-23T10:00:00Z');
const act = { by: 'Karim Benali', reason: 'a test' };
const masterKey = randomBytes(32);
const custody = createCustody(masterKey);

let place: TestDatabase;
let store: Store;
let kpaId: string;
let reports: KeyRow[];
let ring: KeyRing;

beforeEach(async () => {
  place = await openTestDatabase();
  store = createStore(place.database);
  kpaId = randomUUID();
  reports = [];
  ring = ringOf();
  await ring.createKeys(kpaId);
});
afterEach(() => place.destroy());

const ringOf = (as = custody) =>
  createKeyRing({ store, custody: as, clock, report: (row) => reports.push(row) });

async function stored(fragment: string, of = kpaId): Promise<Stored<Key>> {
  const { items } = await store.keys(of).find({ index: 'byFragment', equals: [fragment] });
  const [key] = items;
  if (!key) throw new Error(`no ${fragment}`);
  return key;
}

/** Past our own code: with the database alone. */
async function write(fragment: string, changes: Partial<Key>): Promise<void> {
  await store.keys(kpaId).replace({ ...(await stored(fragment)), ...changes });
}

async function writeWhole(key: Key): Promise<void> {
  const now = await store.keys(key.kpaId).findById(key.id);
  if (!now) throw new Error('no such row');
  await store.keys(key.kpaId).replace({ ...key, version: now.version });
}

/** As did.json has it. */
const published = async (by = ring) =>
  (await by.publicKeys(kpaId))
    .filter(({ state }) => state !== 'revoked')
    .map(({ fragment }) => fragment);
const signer = async (by = ring) => (await by.signer(kpaId, DID, 'Ed25519')).id.split('#')[1];

describe('a row that is not as we wrote it', () => {
  const later = '2027-01-01T00:00:00.000Z';
  const event = { at: later, action: 'retired', ...act } as const;

  it.each<[string, Partial<Key> | ((key: Key) => Partial<Key>)]>([
    ['fragment', { fragment: 'key-7' }],
    ['state, backwards or forwards', { state: 'retired' }],
    ['public key', { publicKey: `z6Mk${'1'.repeat(44)}` }],
    ['wrapped key', ({ wrappedKey }) => ({ wrappedKey: `${wrappedKey.slice(0, -4)}AAAA` })],
    ['date', { createdAt: later }],
    ['events', ({ events }) => ({ events: [...events, event] })],
    ['MAC', { mac: `v1.${'A'.repeat(11)}.${'A'.repeat(43)}` }],
    ['MAC, which is gone', ({ mac, ...rest }) => ({ ...rest, mac: undefined })],
    ['algorithm', { algorithm: 'ES256' }],
  ])('(%s) is neither used nor published, and the other keys go on', async (_name, changes) => {
    const { id, fragment } = await stored('key-1');
    const key = await stored(fragment);
    const { mac, ...bare } = { ...key, ...(changes instanceof Function ? changes(key) : changes) };
    await store.keys(kpaId).replace(mac === undefined ? bare : { ...bare, mac });
    expect(await published()).toEqual(['key-2']);
    await expect(signer()).rejects.toThrow(/no active Ed25519 key/);
    expect((await ring.signer(kpaId, DID, 'ES256')).id).toBe(`${DID}#key-2`);
    expect(await ring.doubtful(kpaId)).toContain('key-1');
    expect((await ring.records(kpaId)).find((one) => one.id === id)?.doubt).toBeDefined();
  });

  it('is told of once, however often it is read, and again when it changes', async () => {
    await write('key-1', { state: 'retired' });
    for (let times = 0; times < 3; times += 1) await published();
    expect(reports.map(({ key, doubt }) => [key.fragment, doubt])).toEqual([['key-1', 'changed']]);
    await write('key-1', { state: 'revoked' });
    await published();
    expect(reports).toHaveLength(2);
  });

  it('is not believed with the MAC of another key, of another KPA, or of another kind of row', async () => {
    const other = randomUUID();
    await ring.createKeys(other);
    const { mac: ofAnother = '' } = await stored('key-2');
    const { mac: ofAnotherKpa = '' } = await stored('key-1', other);
    const key = await stored('key-1');
    const context = { kpaId, documentId: key.id, use: 'award row' };
    const ofAnotherKind = await custody.mac(JSON.stringify(key), context);
    for (const mac of [ofAnother, ofAnotherKpa, ofAnotherKind]) {
      await write('key-1', { mac });
      expect(await published()).toEqual(['key-2']);
    }
  });

  it('is not believed when somebody else inserted it, nor counted as a number', async () => {
    const wanted = { kpaId, fragment: 'key-3', algorithm: 'Ed25519', at: clock(), act } as const;
    const theirs = createCustody(randomBytes(32));
    const made = await newKey(theirs, wanted);
    const { mac = '' } = await keyMacs(theirs).marked(made);
    await store.keys(kpaId).insert(made);
    await store.keys(kpaId).insert({ ...made, id: randomUUID(), fragment: 'key-999', mac });
    expect(await published()).toEqual(['key-1', 'key-2']);
    expect(await signer()).toBe('key-1');
    // What is made next takes the next number that is free.
    const { active } = await ring.rotate(kpaId, { algorithm: 'Ed25519' }, act);
    expect(active).toBe('key-4');
    expect(await published()).toEqual(['key-1', 'key-2', 'key-4']);
  });

  it('stops rotation and revocation of that key, in words that say which', async () => {
    await write('key-1', { state: 'retired' });
    const refusal = { code: 'NOT_AS_WRITTEN', message: containing('key-1') };
    await expect(ring.revoke(kpaId, 'key-1', act)).rejects.toMatchObject(refusal);
    await expect(ring.rotate(kpaId, { fragment: 'key-1' }, act)).rejects.toMatchObject(refusal);
    // The algorithm has no key of ours now: the next one is a new beginning.
    await ring.rotate(kpaId, { algorithm: 'Ed25519' }, act);
    expect(await signer()).toBe('key-3');
  });

  it('gets no new MAC from a rewrap', async () => {
    await write('key-1', { state: 'retired' });
    const newer = createCustody(randomBytes(32), [masterKey]);
    const tally = await rewrapKeys({ store, custody: newer, clock }, act);
    expect(tally).toMatchObject({ rewrapped: 1, failed: [{ id: (await stored('key-1')).id }] });
    expect(tally.failed[0]?.why).toContain('not as we wrote it');
    expect(await published(ringOf(newer))).toEqual(['key-2']);
  });
});

const containing = (words: string): unknown => expect.stringContaining(words);

describe('an old row with its own MAC', () => {
  it('does not bring a revoked key back to a process that saw it revoked', async () => {
    const before = await stored('key-1');
    await ring.revoke(kpaId, 'key-1', act);
    expect(await published()).toEqual(['key-2', 'key-3']);
    await writeWhole(before);
    expect(await published()).toEqual(['key-2', 'key-3']);
    expect(await signer()).toBe('key-3');
    expect(reports.map(({ doubt }) => doubt)).toEqual(['rolled-back']);
    expect(await ring.doubtful(kpaId)).toEqual(['key-1']);
  });
});

describe('rows that were read before', () => {
  it('are not checked again, until one of them has another version', async () => {
    const asked: string[] = [];
    const counting = {
      ...custody,
      checkMac: (...of: Parameters<typeof custody.checkMac>) => {
        asked.push(of[2].documentId);
        return custody.checkMac(...of);
      },
    };
    const ours = ringOf(counting);
    for (let times = 0; times < 3; times += 1) await signer(ours);
    expect(asked).toHaveLength(2);
    // Another process makes a key, and revokes the one before.
    await ring.revoke(kpaId, 'key-1', act);
    expect(await signer(ours)).toBe('key-3');
    expect(await published(ours)).toEqual(['key-2', 'key-3']);
    expect(asked).toHaveLength(5);
  });

  it('are read again once a key is there of which only the row is new', async () => {
    const ours = ringOf();
    expect(await published(ours)).toEqual(['key-1', 'key-2']);
    const wanted = { kpaId, fragment: 'key-3', algorithm: 'Ed25519', at: clock(), act } as const;
    await store.keys(kpaId).insert(await keyMacs(custody).marked(await newKey(custody, wanted)));
    expect(await published(ours)).toEqual(['key-1', 'key-2', 'key-3']);
    expect(await signer(ours)).toBe('key-3');
  });
});

describe('a row that is gone', () => {
  it('leaves a key of which nothing can be told, and whose id is given to no other', async () => {
    await store.keys(kpaId).remove((await stored('key-1')).id);
    expect(await ring.doubtful(kpaId)).toEqual(['key-1']);
    await ring.createKeys(kpaId);
    expect(await published()).toEqual(['key-2']);
    expect((await ring.rotate(kpaId, { algorithm: 'Ed25519' }, act)).active).toBe('key-3');
  });
});

describe('a rewrap', () => {
  it('makes the MACs anew: nothing needs the previous master key', async () => {
    const [newKey, older] = [randomBytes(32), masterKey];
    await rewrapKeys({ store, custody: createCustody(newKey, [older]), clock }, act);
    const alone = ringOf(createCustody(newKey));
    expect(await published(alone)).toEqual(['key-1', 'key-2']);
    expect(await signer(alone)).toBe('key-1');
    expect(reports).toEqual([]);
  });
});

describe('a row from before there were MACs', () => {
  const parts = () => ({ store, custody, clock });

  /** The row of a key as it was then: closed for a row without a MAC, and bearing none. */
  async function makeOld(fragment: string): Promise<Key> {
    const old = await keyFromBefore(custody, await stored(fragment));
    await writeWhole(old);
    return old;
  }

  async function adoptAll(): Promise<number> {
    const found = [...(await findKeysFromBefore(parts())).values()].flat();
    for (const key of found) await adoptKey(parts(), key);
    return found.length;
  }

  it('is adopted once, in any state, with its history', async () => {
    await ring.rotate(kpaId, { fragment: 'key-1' }, act);
    await makeOld('key-1');
    await makeOld('key-2');
    const fresh = ringOf();
    expect(await published(fresh)).toEqual(['key-3']);
    expect(await adoptAll()).toBe(2);
    expect(await adoptAll()).toBe(0);
    const records = await fresh.records(kpaId);
    expect(records.map(({ state }) => state)).toEqual(['retired', 'active', 'active']);
    expect(records[0]?.events.map(({ action }) => action)).toEqual([
      'created',
      'retired',
      'adopted',
    ]);
    expect(await published(fresh)).toEqual(['key-1', 'key-2', 'key-3']);
    const signature = await (await fresh.signer(kpaId, DID, 'ES256')).sign(Buffer.from('x'));
    expect(signature).toHaveLength(64);
  });

  it('is adopted once by two processes at once', async () => {
    const key = await makeOld('key-1');
    const found = await stored('key-1');
    await Promise.all([adoptKey(parts(), found), adoptKey(parts(), found)]);
    expect((await stored('key-1')).events).toHaveLength(key.events.length + 1);
    expect(await published()).toEqual(['key-1', 'key-2']);
  });

  it('cannot be made of a newer one by taking its MAC away', async () => {
    const { mac, ...bare } = await stored('key-1');
    await store.keys(kpaId).replace({ ...bare, state: 'revoked' });
    expect(await adoptAll()).toBe(0);
    expect(await published()).toEqual(['key-2']);
  });

  it.each<[string, Partial<Key>]>([
    ['another public key', { publicKey: `z6Mk${'1'.repeat(44)}` }],
    ['another algorithm', { algorithm: 'ES256' }],
    ['a wrapped key of somebody else', { wrappedKey: 'v1.AAAAAAAAAAA.AAAAAAAAAAAAAAAA.AAAA' }],
  ])('is not adopted with %s', async (_name, changes) => {
    await writeWhole({ ...(await makeOld('key-1')), ...changes });
    expect(await adoptAll()).toBe(0);
    expect(await published()).toEqual(['key-2']);
  });
});
