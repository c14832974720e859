import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Custody } from '../../src/keys/custody.ts';
import { createKeyRing, type KeyRing } from '../../src/keys/key-ring.ts';
import { createCustody } from '../../src/keys/master-key.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { openTestDatabase, type TestDatabase } from '../support/storage/databases.ts';

const DID = 'did:web:badges.example.org:k:moulin';
const clock = () => new Date('2026-11-23T10:00:00Z');
const act = { by: 'Karim Benali', reason: 'yearly rotation' };

let place: TestDatabase;
let store: Store;
let custody: Custody;
let kpaId: string;
let ring: KeyRing;

beforeEach(async () => {
  place = await openTestDatabase();
  store = createStore(place.database);
  custody = createCustody(randomBytes(32));
  kpaId = randomUUID();
  ring = ringOf();
  await ring.createKeys(kpaId);
});
afterEach(() => place.destroy());

/** A process of its own, as far as keys go: nothing in memory, the same store. */
const ringOf = (as: Custody = custody) => createKeyRing({ store, custody: as, clock });
const signerId = async (algorithm: 'Ed25519' | 'ES256' = 'Ed25519', of = ring) =>
  (await of.signer(kpaId, DID, algorithm)).id.split('#')[1];
const states = async () =>
  Object.fromEntries((await ring.records(kpaId)).map(({ fragment, state }) => [fragment, state]));
const eventsOf = async (fragment: string) =>
  (await ring.records(kpaId)).find((key) => key.fragment === fragment)?.events;

describe('a rotation', () => {
  it('gives a new key that signs at once, in other processes too, and retires the one before', async () => {
    const elsewhere = ringOf();
    expect(await signerId('Ed25519', elsewhere)).toBe('key-1');
    const rotation = await ring.rotate(kpaId, { algorithm: 'Ed25519' }, act);
    expect(rotation).toEqual({ active: 'key-3', retired: ['key-1'] });
    expect(await signerId('Ed25519', elsewhere)).toBe('key-3');
    expect(await states()).toEqual({ 'key-1': 'retired', 'key-2': 'active', 'key-3': 'active' });
  });

  it('records who, when and why in the key that it changes', async () => {
    await ring.rotate(kpaId, { fragment: 'key-2' }, act);
    const at = '2026-11-23T10:00:00.000Z';
    expect(await eventsOf('key-3')).toEqual([{ at, action: 'created', ...act }]);
    expect(await eventsOf('key-2')).toEqual([
      { at, action: 'created', by: 'kpa-badges', reason: 'the first keys' },
      { at, action: 'retired', ...act },
    ]);
  });

  it('of a named key happens once, however often it is asked', async () => {
    await ring.rotate(kpaId, { fragment: 'key-1' }, act);
    const again = await ring.rotate(kpaId, { fragment: 'key-1' }, act);
    expect(again).toEqual({ active: 'key-3', retired: [] });
    expect(Object.keys(await states())).toHaveLength(3);
  });

  it('happens once when several processes do it at once', async () => {
    const rings = Array.from({ length: 8 }, () => ringOf());
    const rotations = await Promise.all(
      rings.map((one) => one.rotate(kpaId, { fragment: 'key-1' }, act)),
    );
    expect(new Set(rotations.map(({ active }) => active))).toEqual(new Set(['key-3']));
    expect(rotations.flatMap(({ retired }) => retired)).toEqual(['key-1']);
    expect(await eventsOf('key-1')).toHaveLength(2);
  });

  it('of both algorithms at once gives each a key of its own', async () => {
    const [one, other] = await Promise.all([
      ringOf().rotate(kpaId, { fragment: 'key-1' }, act),
      ringOf().rotate(kpaId, { fragment: 'key-2' }, act),
    ]);
    expect([one.active, other.active].sort()).toEqual(['key-3', 'key-4']);
    expect(await signerId('Ed25519')).toBe(one.active);
    expect(await signerId('ES256')).toBe(other.active);
  });

  it('cut short after the new key is completed, not begun again', async () => {
    const broken: Store['keys'] = Object.assign(
      (id: string) => ({
        ...store.keys(id),
        replace: () => Promise.reject(new Error('the disk is full')),
      }),
      { across: store.keys.across },
    );
    const cut = createKeyRing({ store: { keys: broken }, custody, clock });
    await expect(cut.rotate(kpaId, { algorithm: 'Ed25519' }, act)).rejects.toThrow('disk is full');
    expect(await states()).toMatchObject({ 'key-1': 'active', 'key-3': 'active' });
    expect(await signerId()).toBe('key-3');
    const rotation = await ring.rotate(kpaId, { algorithm: 'Ed25519' }, act);
    expect(rotation).toEqual({ active: 'key-3', retired: ['key-1'] });
    expect(Object.keys(await states())).toHaveLength(3);
  });

  it('of a key that is not there says which there are', async () => {
    await expect(ring.rotate(kpaId, { fragment: 'key-9' }, act)).rejects.toMatchObject({
      code: 'UNKNOWN_KEY',
      message: 'There is no key-9: the keys are key-1, key-2',
    });
    expect(Object.keys(await states())).toHaveLength(2);
  });
});

describe('a revocation', () => {
  it('gives a successor, and is recorded', async () => {
    const revocation = await ring.revoke(kpaId, 'key-1', act);
    expect(revocation).toEqual({ active: 'key-3', changed: true });
    expect(await signerId()).toBe('key-3');
    expect(await states()).toMatchObject({ 'key-1': 'revoked', 'key-3': 'active' });
    expect((await eventsOf('key-1'))?.at(-1)).toMatchObject({ action: 'revoked', ...act });
  });

  it('happens once when several processes do it at once', async () => {
    const revocations = await Promise.all(
      Array.from({ length: 8 }, () => ringOf().revoke(kpaId, 'key-1', act)),
    );
    expect(revocations.filter(({ changed }) => changed)).toHaveLength(1);
    expect(new Set(revocations.map(({ active }) => active))).toEqual(new Set(['key-3']));
  });

  it('of a retired key leaves the key that signs', async () => {
    await ring.rotate(kpaId, { fragment: 'key-1' }, act);
    expect(await ring.revoke(kpaId, 'key-1', act)).toEqual({ active: 'key-3', changed: true });
    expect(Object.keys(await states())).toHaveLength(3);
  });

  it('is never undone by a rotation', async () => {
    await ring.revoke(kpaId, 'key-1', act);
    await ring.rotate(kpaId, { fragment: 'key-1' }, act);
    expect(await states()).toMatchObject({ 'key-1': 'revoked' });
  });

  it('goes through when no successor can be made, and says so; the next try makes it', async () => {
    const broken = { ...custody, wrap: () => Promise.reject(new Error('KMS away')) };
    await expect(ringOf(broken).revoke(kpaId, 'key-1', act)).rejects.toMatchObject({
      code: 'NO_SUCCESSOR',
    });
    expect(await states()).toEqual({ 'key-1': 'revoked', 'key-2': 'active' });
    expect(await ring.revoke(kpaId, 'key-1', act)).toEqual({ active: 'key-3', changed: false });
    expect(await signerId()).toBe('key-3');
  });
});
