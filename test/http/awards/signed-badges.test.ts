/** What is signed, fetched over HTTP and read by others: their verifier, their schema, their eyes. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endorseAward } from '../../../src/features/endorsements/endorse-award.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { createOtherVerifier } from '../../credentials/support/others/other-verifier.ts';
import { changed, nudge, valueAt } from '../../credentials/support/faults/mutations.ts';
import { faultsBySchema } from '../../credentials/support/others/official-schemas.ts';
import { hasShared, skipReason } from '../../credentials/support/others/shared.ts';
import { definitionsWithEnd } from '../../support/badges/fading-badge.ts';
import { awardTo, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';

const credentialShape = z.looseObject({
  id: z.string(),
  credentialSubject: z.looseObject({
    identifier: z.tuple([z.looseObject({ identityHash: z.string(), salt: z.string() })]),
  }),
});
type Credential = z.infer<typeof credentialShape>;

const controllerShape = z.looseObject({
  id: z.string(),
  verificationMethod: z.array(z.looseObject({ id: z.string() })),
});

const SEEN = 'A gardé le sourire quand la file est devenue longue.';

let world: World;
/** As received, one for each badge class. */
let files: readonly string[];
let credentials: readonly Credential[];

async function fetchJson(address: string, accept: string): Promise<string> {
  const { pathname } = new URL(address);
  const answer = await world.visitor().send(pathname, { headers: { Accept: accept } });
  expect([address, answer.status]).toEqual([address, 200]);
  return answer.html;
}

beforeAll(async () => {
  world = await createWorld({ definitions: await definitionsWithEnd('P3Y') });
  const { services, hautsPres: kpa, nadia: staff, awa: holder } = world;
  const { experience } = await playScene(world, { kpa, staff, holder, others: [world.bruno] });
  const colleague = await world.add(kpa, 'Leïla Benmansour', 'accompagnant');
  const addresses: string[] = [];
  for (const { slug, leveled } of services.definitions.badgeClasses) {
    const level = leveled ? 4 : undefined;
    const recognised = { kpa, staff, holder: world.bruno, experience, badge: slug, level };
    const award = await awardTo(world, recognised);
    await decideAward(services, award, 'accepted');
    if (addresses.length === 0) await endorseAward(services, kpa, award.id, colleague, SEEN);
    addresses.push(services.addresses.credential(kpa.slug, award.id));
  }
  files = await Promise.all(addresses.map((address) => fetchJson(address, 'application/vc')));
  credentials = files.map((file) => credentialShape.parse(JSON.parse(file)));
  expect(credentials.map(({ id }) => id)).toEqual(addresses);
});
afterAll(() => world.destroy());

describe.skipIf(!hasShared)(`Digital Bazaar’s verifier${skipReason}`, () => {
  let verify: ReturnType<typeof createOtherVerifier>;
  let first: Credential;
  beforeAll(async () => {
    const address = 'https://badges.example/k/hauts-pres/did.json';
    const document: unknown = JSON.parse(await fetchJson(address, 'application/did+json'));
    verify = createOtherVerifier(controllerShape.parse(document), new Date('2026-10-14T16:30:00Z'));
    first = credentialShape.parse(credentials[0]);
  });

  it('believes every badge, with the keys of did.json', async () => {
    const believed = await Promise.all(credentials.map((credential) => verify(credential)));
    expect(believed.map(({ verified }) => verified)).toEqual(credentials.map(() => true));
    expect(credentials.length).toBeGreaterThan(15);
  });

  it('believes what a colleague confirmed, by itself', async () => {
    const endorsement = z.looseObject({}).parse(valueAt(first, ['endorsement', 0]));
    expect(await verify(endorsement)).toMatchObject({ verified: true });
  });

  it('believes the status list', async () => {
    const address = z.string().parse(valueAt(first, ['credentialStatus', 'statusListCredential']));
    const list: unknown = JSON.parse(await fetchJson(address, 'application/vc'));
    expect(await verify(z.looseObject({}).parse(list))).toMatchObject({ verified: true });
  });

  it.each([
    [['credentialSubject', 'narrative']],
    [['credentialSubject', 'id']],
    [['credentialSubject', 'identifier', 0, 'identityHash']],
    [['credentialSubject', 'achievement', 'name']],
    [['credentialSubject', 'achievement', 'criteria', 'narrative']],
    [['credentialStatus', 'statusListIndex']],
    [['issuer', 'name']],
    [['validFrom']],
    [['evidence', 0, 'digestSRI']],
    [['refreshService', 'id']],
    [['endorsement', 0, 'credentialSubject', 'endorsementComment']],
    [['endorsement', 0, 'proof', 0, 'proofValue']],
  ])('refuses one changed character in %j', async (path) => {
    expect(typeof valueAt(first, path)).toBe('string');
    const tampered = changed(first, path, (value) => nudge(String(value)));
    expect(await verify(z.looseObject({}).parse(tampered))).toMatchObject({ verified: false });
  });

  it.each([[[]], [['credentialSubject']], [['credentialSubject', 'achievement']], [['issuer']]])(
    'refuses a property that no context defines, added in %j',
    async (path) => {
      const added = changed(first, path, (value) => ({
        ...z.looseObject({}).parse(value),
        motivation: 'x',
      }));
      expect(await verify(z.looseObject({}).parse(added))).toMatchObject({ verified: false });
    },
  );
});

it.skipIf(!hasShared)(`fits the official JSON schema${skipReason}`, () => {
  const ended = credentials.filter((credential) => 'validUntil' in credential);
  const confirmed = credentials.filter((credential) => 'endorsement' in credential);
  expect([ended.length, confirmed.length]).toEqual([1, 1]);
  for (const credential of credentials) {
    expect([credential.id, faultsBySchema('achievement', credential)]).toEqual([
      credential.id,
      null,
    ]);
  }
});

it('names nobody: no name, no e-mail, of anybody, anywhere in what is signed', () => {
  const people = [world.nadia, world.awa, world.bruno, world.ines, world.omar];
  const names = [...people.map(({ name }) => name), 'Leïla Benmansour'].flatMap((name) =>
    name.split(' '),
  );
  // Letters drawn at random could spell a name.
  const random = new Set(['proofValue', 'identityHash', 'salt', 'digestSRI']);
  for (const credential of credentials) {
    const text = JSON.stringify(credential, (key, value: unknown) =>
      random.has(key) ? '' : value,
    );
    const words = new Set(text.match(/\p{L}+/gu));
    expect(names.filter((name) => words.has(name))).toEqual([]);
    expect(
      people.filter(({ id, email = '@' }) => text.includes(id) || text.includes(email)),
    ).toEqual([]);
  }
});

it('holds a hash that only the holder’s name and its salt give, salted anew for each badge', () => {
  const hash = (text: string) => `sha256$${createHash('sha256').update(text).digest('hex')}`;
  const salts = new Set<string>();
  for (const { credentialSubject } of credentials) {
    const [{ identityHash, salt }] = credentialSubject.identifier;
    expect(identityHash).toBe(hash(`Bruno Martin${salt}`));
    expect(salt).toMatch(/^[A-Za-z0-9_-]{22}$/);
    salts.add(salt);
  }
  expect(salts.size).toBe(credentials.length);
});

it('is served byte for byte, from its address and as a file', async () => {
  const [first] = credentials;
  const file = await world.visitor().send(`${new URL(first?.id ?? '').pathname}.json`);
  expect(file.html).toBe(files[0]);
  expect(file.headers.get('content-type')).toMatch(/^application\/vc(;|$)/);
  expect(file.headers.get('content-disposition')).toMatch(
    /^attachment; filename="?badge-[a-z-]+\.json"?$/,
  );
});

it('signs the digest of its evidence, which is served as it was', async () => {
  const evidence = z.object({ id: z.string(), digestSRI: z.string() });
  const { id, digestSRI } = evidence.loose().parse(valueAt(credentials[0], ['evidence', 0]));
  const document = await fetchJson(id, 'application/json');
  const [algorithm = ''] = digestSRI.split('-');
  const digest = createHash(algorithm).update(document).digest('base64');
  expect(digestSRI).toBe(`${algorithm}-${digest}`);
});
