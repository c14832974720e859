import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rewrapSecrets } from '../../src/features/key-management/rewrap-secrets.ts';
import { secretContext } from '../../src/features/providers/oidc.ts';
import { sealContext } from '../../src/features/sharing/share-portfolio.ts';
import { createKeyRing } from '../../src/keys/key-ring.ts';
import { createCustody } from '../../src/keys/master-key.ts';
import { type Award, createStore, type Store, type Stored } from '../../src/storage/store.ts';
import { createAwardRows } from '../../src/awards/award-rows.ts';
import { openTestDatabase, type TestDatabase } from '../support/storage/databases.ts';

const clock = () => new Date('2026-11-23T10:00:00Z');
const act = { by: 'Karim Benali', reason: 'the old one was on a lost laptop' };
const DID = 'did:web:badges.example.org:k:moulin';
const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const before = createCustody(oldKey);
const during = createCustody(newKey, [oldKey]);
const after = createCustody(newKey);

let place: TestDatabase;
let store: Store;
const kpas = [randomUUID(), randomUUID()];
const tokens = new Map<string, string>();

beforeEach(async () => {
  place = await openTestDatabase();
  store = createStore(place.database);
  const ring = createKeyRing({ store, custody: before, clock });
  tokens.clear();
  for (const kpaId of kpas) {
    await ring.createKeys(kpaId);
    await share(kpaId);
    await choose(kpaId);
    await award(kpaId);
  }
});
afterEach(() => place.destroy());

async function share(kpaId: string): Promise<void> {
  const token = randomBytes(16).toString('base64url');
  const id = createHash('sha256').update(token).digest('base64url');
  tokens.set(id, token);
  await store.shareLinks.insert({
    id,
    kpaId,
    personId: randomUUID(),
    sealedToken: await before.seal(token, sealContext(kpaId, id)),
    label: 'Traiteur Petit',
    awardIds: [],
    experienceIds: [],
    createdAt: clock().toISOString(),
    expiresAt: clock().toISOString(),
    opened: 0,
  });
}

/** A provider, and the secret that it gave. */
async function choose(kpaId: string): Promise<void> {
  const at = clock().toISOString();
  await store.signInProviders.insert({
    ...{ id: kpaId, kpaId, name: 'La Fabrique', issuer: 'https://issuer.test', clientId: 'a' },
    ...{ sealedSecret: await before.seal(kpaId, secretContext(kpaId)), createdAt: at },
    changedAt: at,
  });
}

/** As far as its MAC goes. */
async function award(kpaId: string): Promise<void> {
  const id = randomUUID();
  await createAwardRows(store, before).insert({
    id,
    kpaId,
    personId: id,
    badgeClass: 'transmettre',
    badgeVersion: 1,
    sentence: 'A expliqué la recette.',
    awardedBy: { personId: id, name: 'Nadia Roche', title: 'Accompagnante' },
    issuedAt: clock().toISOString(),
    forms: {},
    statusListId: id,
    statusIndex: 0,
    state: 'accepted',
    standing: 'valid',
  });
}

async function awardsOf(): Promise<readonly Stored<Award>[]> {
  return (await store.awards.across.find({ index: 'byDate' })).items;
}

const rewrap = (custody = during) =>
  rewrapSecrets(
    { store, custody, clock, shareLinkContext: sealContext, providerContext: secretContext },
    act,
  );

async function opensEverything(custody: typeof before): Promise<boolean> {
  const ring = createKeyRing({ store, custody, clock });
  for (const kpaId of kpas) {
    await ring.signer(kpaId, DID, 'Ed25519');
    await ring.signer(kpaId, DID, 'ES256');
  }
  for (const [id, token] of tokens) {
    const link = await store.shareLinks.findById(id);
    if (!link) return false;
    if ((await custody.open(link.sealedToken, sealContext(link.kpaId, id))) !== token) return false;
  }
  for (const { kpaId, sealedSecret } of (await store.signInProviders.find({ index: 'byName' }))
    .items) {
    if ((await custody.open(sealedSecret, secretContext(kpaId))) !== kpaId) return false;
  }
  const doubts = (await awardsOf()).map((one) => createAwardRows(store, custody).doubt(one));
  return (await Promise.all(doubts)).every((doubt) => doubt === undefined);
}

describe('a new master key', () => {
  it('beside the previous one opens everything at once', async () => {
    expect(await opensEverything(during)).toBe(true);
  });

  it('closes what is new, which the previous one does not open', async () => {
    const context = { kpaId: kpas[0] ?? '', documentId: 'x', use: 'a test' };
    const sealed = await during.seal('hello', context);
    expect(during.isCurrent(sealed)).toBe(true);
    expect(await after.open(sealed, context)).toBe('hello');
    await expect(before.open(sealed, context)).rejects.toMatchObject({ code: 'WRONG_MASTER_KEY' });
  });

  it('opens everything alone after a rewrap, which counts and is recorded', async () => {
    expect(await rewrap()).toEqual({
      keys: { rewrapped: 4, current: 0, failed: [] },
      awards: { rewrapped: 2, current: 0, failed: [] },
      earlierTexts: { rewrapped: 0, current: 0, failed: [] },
      lostEntries: { rewrapped: 0, current: 0, failed: [] },
      shareLinks: { rewrapped: 2, current: 0, failed: [] },
      signInProviders: { rewrapped: 2, current: 0, failed: [] },
    });
    expect(await opensEverything(after)).toBe(true);
    const [record] = await createKeyRing({ store, custody: after, clock }).records(kpas[0] ?? '');
    expect(record?.events.at(-1)).toEqual({
      at: clock().toISOString(),
      action: 'rewrapped',
      ...act,
    });
  });

  it('leaves nothing for a second rewrap', async () => {
    await rewrap();
    expect(await rewrap()).toMatchObject({
      keys: { rewrapped: 0, current: 4 },
      awards: { rewrapped: 0, current: 2 },
      shareLinks: { rewrapped: 0, current: 2 },
    });
  });

  it('is the only one left when several processes rewrap at once', async () => {
    const tallies = await Promise.all([rewrap(), rewrap(), rewrap()]);
    const keys = tallies.reduce((sum, tally) => sum + tally.keys.rewrapped, 0);
    expect(keys).toBe(4);
    expect(tallies.flatMap((tally) => tally.keys.failed)).toEqual([]);
    expect(await opensEverything(after)).toBe(true);
  });

  it('goes on past a secret that no key opens, and says which', async () => {
    const [id = ''] = tokens.keys();
    const link = await store.shareLinks.findById(id);
    if (!link) throw new Error('no link');
    const lost = await createCustody(randomBytes(32)).seal('x', sealContext(link.kpaId, id));
    await store.shareLinks.replace({ ...link, sealedToken: lost });
    const { keys, shareLinks } = await rewrap();
    expect(keys.rewrapped).toBe(4);
    expect(shareLinks).toMatchObject({ rewrapped: 1, failed: [{ id }] });
    expect(shareLinks.failed[0]?.why).toContain('another master key');
  });

  it('makes no MAC for an award that somebody wrote in, and says which', async () => {
    const [one] = await awardsOf();
    if (!one) throw new Error('no award');
    await store.awards(one.kpaId).replace({ ...one, sentence: 'A dirigé cinquante personnes.' });
    const { awards } = await rewrap();
    expect(awards).toMatchObject({ rewrapped: 1, failed: [{ id: one.id }] });
    expect(awards.failed[0]?.why).toContain('not as we wrote it');
    expect((await awardsOf()).find(({ id }) => id === one.id)?.mac).toBe(one.mac);
  });

  it('without the previous one rewraps nothing and changes nothing', async () => {
    const { keys } = await rewrap(after);
    expect(keys.failed).toHaveLength(4);
    expect(await opensEverything(before)).toBe(true);
  });
});
