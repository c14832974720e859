/** A document that cannot be read hurts its own row: every page is there without it, and says so. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reissueAwards } from '../../../src/awards/reissue-awards.ts';
import { findDoubtfulRows } from '../../../src/features/key-management/doubtful-rows.ts';
import { rewrapSecrets } from '../../../src/features/key-management/rewrap-secrets.ts';
import { secretContext } from '../../../src/features/providers/oidc.ts';
import { sealContext } from '../../../src/features/sharing/share-portfolio.ts';
import { createStatusLists } from '../../../src/features/status-lists/status-lists.ts';
import { purgeExpired } from '../../../src/features/sign-in/purge-expired.ts';
import { networkCollections, tenantCollections } from '../../../src/storage/collections.ts';
import type { CollectionDeclaration, Identified } from '../../../src/storage/database.ts';
import { issuedCredential } from '../../../src/storage/documents/status-lists.ts';
import { shareLink } from '../../../src/storage/documents/access.ts';
import { award } from '../../../src/storage/documents/awards.ts';
import { key, kpa as kpaSchema } from '../../../src/storage/documents/kpas.ts';
import { letter } from '../../../src/storage/documents/letters.ts';
import { experience, participation, person } from '../../../src/storage/documents/people.ts';
import { statusList } from '../../../src/storage/documents/status-lists.ts';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { createIssuer, fullInput } from '../../credentials/support/issuer.ts';
import { endKeeping } from '../../../src/features/erasure/end-of-keeping.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { makeToken, sendJson } from '../../support/visits/api.ts';
import { playAcceptance, playScene, reloadAward } from '../../support/scene.ts';
import { SENTENCE, type Scene } from '../../support/scene.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let place: TestDatabase;
let world: World;
/** What happened twice: the second is broken. */
let first: Scene;
let second: Scene;
let nadia: TestVisitor;
let awa: TestVisitor;
beforeEach(async () => {
  place = await openTestDatabase();
  world = await createWorld({ database: place.database });
  const { hautsPres: kpa, nadia: staff, awa: holder, bruno } = world;
  second = await playScene(world, { kpa, staff, holder, others: [bruno] });
  // Of two badges of one moment either could be the last, which « Les personnes » looks at.
  world.passTime(1);
  first = await playScene(world, { kpa, staff, holder, others: [bruno] });
  nadia = await world.signIn(staff);
  awa = await world.signIn(holder);
});
afterEach(async () => {
  await world.destroy();
  await place.destroy();
});

/** Past our own code: one field of a row has a value that it cannot have. */
async function breakIn<T extends Identified>(
  declaration: CollectionDeclaration<T>,
  id: string,
  field: string,
): Promise<void> {
  const rows = place.database.collection(declaration);
  const row = await rows.findById(id);
  if (!row) throw new Error(`Nothing of ${id}`);
  await rows.replace({ ...row, [field]: { nobody: 'canReadThis' } });
}

const anything = z.unknown();
const { awards, experiences, issuedCredentials, keys, participations, people, statusLists } =
  tenantCollections;
const { kpas, shareLinks, letters } = networkCollections;
const BREAK = {
  award: (id: string) =>
    breakIn({ ...awards, schema: award.extend({ awardedBy: anything }) }, id, 'awardedBy'),
  experience: (id: string) =>
    breakIn(
      { ...experiences, schema: experience.extend({ participants: anything }) },
      id,
      'participants',
    ),
  participation: (id: string) =>
    breakIn(
      { ...participations, schema: participation.extend({ experienceId: anything }) },
      id,
      'experienceId',
    ),
  person: (id: string) =>
    breakIn({ ...people, schema: person.extend({ roles: anything }) }, id, 'roles'),
  link: (id: string) =>
    breakIn({ ...shareLinks, schema: shareLink.extend({ label: anything }) }, id, 'label'),
  list: (id: string) =>
    breakIn({ ...statusLists, schema: statusList.extend({ size: anything }) }, id, 'size'),
  key: (id: string) => breakIn({ ...keys, schema: key.extend({ state: anything }) }, id, 'state'),
  letter: (id: string) =>
    breakIn({ ...letters, schema: letter.extend({ kind: anything }) }, id, 'kind'),
  kpa: (id: string) =>
    breakIn({ ...kpas, schema: kpaSchema.extend({ place: anything }) }, id, 'place'),
  issued: (id: string) =>
    breakIn(
      { ...issuedCredentials, schema: issuedCredential.extend({ apiTokenId: anything }) },
      id,
      'apiTokenId',
    ),
};

const ACT = { by: 'Karim Benali', reason: 'a trial' };

const LISTS = [
  ...['/', '/mes-badges', '/mes-badges/liste', '/mes-experiences', '/partages'],
  ...['/partages/nouveau', '/mes-badges/AWARD', '/mes-experiences/EXPERIENCE', '/p/TOKEN'],
];
const LISTS_OF_STAFF = [
  ...['/', '/personnes', '/personnes/PERSON', '/personnes/PERSON/retirer'],
  ...['/experiences', '/experiences/nouvelle', '/experiences/EXPERIENCE'],
  ...['/experiences/EXPERIENCE/reconnaitre', '/experiences/EXPERIENCE/retirer'],
];

const addressOf = (path: string) =>
  path
    .replace('AWARD', first.accepted.id)
    .replace('EXPERIENCE', first.experience.id)
    .replace('PERSON', world.awa.id)
    .replace('TOKEN', first.token);

const SAID = 'Il manque quelque chose sur cette page';

/** Of each page what it answered, and whether it says that something is missing. */
async function visitAll() {
  const lines: string[] = [];
  for (const [browser, paths] of [
    [awa, LISTS],
    [nadia, LISTS_OF_STAFF],
  ] as const) {
    for (const path of paths) {
      const page = await browser.get(addressOf(path));
      lines.push(`${page.status}${page.text.includes(SAID) ? ' incomplete' : ''} ${path}`);
    }
  }
  return lines;
}

const incomplete = (lines: readonly string[]) => lines.filter((one) => one.startsWith('200 inc'));

describe('a document that cannot be read', () => {
  /** What is broken, and where something is missing then. */
  const broken: Readonly<Record<string, [() => Promise<void>, readonly string[]]>> = {
    'a badge that was accepted': [
      () => BREAK.award(second.accepted.id),
      [
        ...['/mes-badges', '/mes-badges/liste', '/partages', '/partages/nouveau'],
        ...['/personnes/PERSON', '/personnes/PERSON/retirer'],
      ],
    ],
    'a badge that waits for an answer': [
      () => BREAK.award(second.offered.id),
      ['/mes-badges', '/personnes/PERSON', '/personnes/PERSON/retirer'],
    ],
    'an experience': [
      () => BREAK.experience(second.experience.id),
      [
        ...['/mes-badges', '/mes-experiences', '/partages', '/partages/nouveau'],
        '/personnes/PERSON',
        // Those who were met last stand first there.
        ...['/experiences', '/experiences/nouvelle'],
      ],
    ],
    'a participation': [
      async () => {
        const mine = await world.services.participations.ofKpa(world.hautsPres.id);
        const query = { index: 'byPerson', equals: [world.awa.id], limit: 1 } as const;
        for (const { id } of (await mine.find(query)).items) await BREAK.participation(id);
      },
      ['/mes-badges', '/mes-experiences', '/partages/nouveau', '/personnes/PERSON'],
    ],
    'a person': [
      () => BREAK.person(world.bruno.id),
      [
        ...['/personnes', '/experiences/nouvelle', '/experiences/EXPERIENCE'],
        '/experiences/EXPERIENCE/reconnaitre',
      ],
    ],
    'a share link': [
      () => BREAK.link(second.link.id),
      [
        ...['/mes-badges', '/mes-experiences', '/partages'],
        ...['/mes-badges/AWARD', '/mes-experiences/EXPERIENCE'],
      ],
    ],
  };

  it.each(Object.entries(broken))(
    'leaves the others on every page, which says that one is missing: %s',
    async (_what, [breakIt, where]) => {
      expect(incomplete(await visitAll())).toEqual([]);
      await breakIt();
      const lines = await visitAll();
      expect(lines.filter((one) => !one.startsWith('200'))).toEqual([]);
      expect(incomplete(lines)).toEqual(where.map((path) => `200 incomplete ${path}`));
      const told = world.logged.filter((line) => line.includes('A document cannot be read'));
      expect(told.filter((line) => line.includes('"level":50'))).toHaveLength(1);
      expect(told.join('')).not.toContain('canReadThis');
    },
  );

  it('of somebody who is erased is looked at again, until it can be read and is erased', async () => {
    const { services, hautsPres: kpa } = world;
    const before = await reloadAward(world, second.accepted);
    await BREAK.award(before.id);
    await awa.press(await awa.get('/mon-compte/effacer'), 'Effacer', { sure: 'yes' });
    const housekeeping = async () => {
      world.passTime(60);
      await endKeeping(services, new AbortController().signal);
      return services.store.people(kpa.id).findById(world.awa.id);
    };
    expect(await housekeeping()).toHaveProperty('erasingSince');
    expect(world.logged.join()).toContain('A badge of somebody who is erased could not be erased');
    await place.database.collection(awards).replace({ ...before, version: before.version + 1 });
    expect(await housekeeping()).toBeUndefined();
    expect((await reloadAward(world, before)).erasedAt).toBeDefined();
  });

  it('leaves the rest of a portfolio, with the number by which to ask for what is missing', async () => {
    await BREAK.award(first.revoked.id);
    // Whoever comes second has a number that leads there, too.
    await world.visitor().get(`/p/${first.token}`);
    const page = await world.visitor().get(`/p/${first.token}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(SENTENCE);
    expect(page.text).toContain(SAID);
    const line = world.logged.findLast((one) => one.includes('A document cannot be read')) ?? '';
    const { requestId } = z.looseObject({ requestId: z.string() }).parse(JSON.parse(line));
    expect(page.text).toContain(requestId);
  });

  it('does not hold up the letters behind it, and is removed when it is over', async () => {
    const { store } = world.services;
    const visitor = world.visitor();
    await visitor.post('/connexion', { email: world.bruno.email ?? '' });
    await world.letterTo(world.bruno.email ?? '');
    const [row] = (await store.letters.find({ index: 'byExpiry', limit: 1 })).items;
    if (!row) throw new Error('No row of the letter');
    await store.letters.replace({ ...row, dueAt: row.createdAt });
    await BREAK.letter(row.id);
    await visitor.post('/connexion', { email: world.awa.email ?? '' });
    const letter = await world.letterTo(world.awa.email ?? '');
    expect(letter.text).toContain('Awa');
    world.passTime(60 * 24 * 60);
    const { letters: removed } = await purgeExpired(world.services);
    expect(removed).toBe(2);
  });

  it('does not keep a KPA from signing: a status list, or a key', async () => {
    const { store, keys } = world.services;
    const { hautsPres: kpa } = world;
    const list = (await store.statusLists(kpa.id).find({ index: 'byNumber' })).items[0];
    await BREAK.list(list?.id ?? '');
    await keys.rotate(kpa.id, { fragment: 'key-1' }, ACT);
    const key = (await store.keys(kpa.id).find({ index: 'byFragment' })).items.at(-1);
    expect(key?.fragment).toBe('key-3');
    await BREAK.key(key?.id ?? '');
    const { active } = await keys.rotate(kpa.id, { algorithm: 'Ed25519' }, ACT);
    expect(active).toBe('key-4');
    // As a process does that starts now.
    const statusLists = createStatusLists(world.services);
    expect((await statusLists.draw(kpa)).listNumber).toBe(2);
    expect((await statusLists.draw(kpa)).listNumber).toBe(2);
    const { accepted } = await playAcceptance(world, {
      kpa,
      staff: world.nadia,
      holder: world.awa,
    });
    expect(Object.keys(accepted.forms).sort()).toEqual(Object.keys(first.accepted.forms).sort());
  });

  it('is named by those who go through all: reissue, rewrap, check-rows', async () => {
    const { id } = second.accepted;
    await BREAK.award(id);
    const { hautsPres: kpa } = world;
    const rows = [];
    const request = { signedWith: ['key-1'], by: ACT.by, reason: ACT.reason };
    for await (const row of reissueAwards(world.services, kpa, request)) rows.push(row);
    expect(rows).toHaveLength(8);
    const failed = rows.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ awardId }) => awardId)).toEqual([id]);
    expect(failed[0]?.detail).toMatch(/^awards: awardedBy/);
    const rewrapped = await rewrapSecrets(
      { ...world.services, shareLinkContext: sealContext, providerContext: secretContext },
      ACT,
    );
    expect(rewrapped.awards).toMatchObject({ current: 7, failed: [{ id }] });
    const doubtful = [];
    for await (const row of findDoubtfulRows(world.services, { id: kpa.id, kpa }))
      doubtful.push(row);
    expect(doubtful).toMatchObject([{ kind: 'award', id }]);
  });
});

const listed = z.looseObject({
  validFrom: z.string(),
  credentialSubject: z.array(z.looseObject({ id: z.string(), name: z.string() })),
});

describe('a KPA that cannot be read', () => {
  const read = (path: string) => world.visitor().send(path, { headers: { Accept: '*/*' } });
  const readList = async () => listed.parse(JSON.parse((await read('/network.json')).html));
  const verify = async (source: string) => {
    const visitor = world.visitor();
    return visitor.press(await visitor.get('/verifier'), 'Vérifier', { source });
  };

  /** Of somebody who calls themselves like a KPA of ours. */
  async function badgeOfNamesake(name: string): Promise<string> {
    const { multikey } = createIssuer('', 77);
    const did = `did:key:${multikey}`;
    const { signer } = createIssuer(did, 77);
    const issuer = { ...fullInput.issuer, id: did, name };
    const { credentialStatus, ...unsigned } = buildCredential({ ...fullInput, issuer });
    const key = { ...signer, id: `${did}#${multikey}` };
    return JSON.stringify(await signDocument(unsigned, key, world.services.clock()));
  }

  it('leaves every page of another one: to its team, to its people, to an employer', async () => {
    await BREAK.kpa(world.moulins.id);
    const lines = await visitAll();
    expect(lines.filter((one) => !one.startsWith('200 /'))).toEqual([]);
    const at = '/k/hauts-pres';
    const badge = `${at}/credentials/${first.accepted.id}`;
    const paths = ['/verifier', '/badges', '/.well-known/jwks.json', '/.well-known/did.json'];
    for (const path of [...paths, at, `${at}/did.json`, badge, `${at}/status/1`]) {
      expect([path, (await read(path)).status]).toEqual([path, 200]);
    }
    const own = await verify(jsonOf(first.accepted));
    expect(own.text).toContain('Ce badge est authentique');
    const other = await verify(await badgeOfNamesake('KPA des Hauts-Prés'));
    expect(other.text).toContain('Ce badge ne vient pas du KPA des Hauts-Prés');
  });

  it('stays in the list of the network as it was said last, also when that is signed anew', async () => {
    const before = await readList();
    await BREAK.kpa(world.moulins.id);
    world.passTime(8 * 24 * 60);
    const after = await readList();
    expect(Date.parse(after.validFrom)).toBeGreaterThan(Date.parse(before.validFrom));
    expect(after.credentialSubject).toEqual(before.credentialSubject);
    expect(after.credentialSubject.map(({ name }) => name)).toContain('KPA des Moulins');
    const told = world.logged.filter((line) => line.includes('A document cannot be read'));
    expect(told.some((line) => line.includes(world.moulins.id))).toBe(true);
  });

  it('does not close the way into another one to who is in both', async () => {
    const email = world.nadia.email ?? '';
    const nadiaThere = { name: 'Nadia Roche', email, title: undefined };
    await addPerson(world.services, world.moulins.id, { ...nadiaThere, roles: ['accompagnant'] });
    const visitor = world.visitor();
    await visitor.post('/connexion', { email });
    const letter = await world.letterTo(email);
    await BREAK.kpa(world.moulins.id);
    const [link = ''] = /https:\/\/badges\.example\/connexion\/lien\/\S+/.exec(letter.text) ?? [];
    const entered = await visitor.press(await visitor.get(link), 'Entrer');
    expect([entered.status, entered.heading]).toEqual([200, 'Ce qui m’attend']);
  });
});

describe('a credential of the API that cannot be read', () => {
  it('keeps none of the same id from being taken back, and is not passed over in silence', async () => {
    const token = await makeToken(world, world.hautsPres);
    const id = 'urn:example:twice';
    const credential = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      ...{ id, type: ['VerifiableCredential'], issuer: 'did:web:badges.example:k:hauts-pres' },
      ...{ validFrom: '2026-10-14T00:00:00Z', credentialSubject: { id: 'did:example:somebody' } },
    };
    const issue = async () =>
      (await sendJson(world, '/credentials/issue', { credential }, token)).json[
        'verifiableCredential'
      ];
    const both = [await issue(), await issue()];
    const [broken] = (
      await world.services.store
        .issuedCredentials(world.hautsPres.id)
        .find({ index: 'byCredentialId', equals: [id] })
    ).items;
    await BREAK.issued(broken?.id ?? '');
    const status = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' };
    const asked = { credentialId: id, credentialStatus: status };
    const { status: code, text } = await sendJson(world, '/credentials/status', asked, token);
    expect([code, text]).toEqual([500, expect.not.stringContaining('canReadThis')]);
    expect(world.logged.join('')).toContain(
      `Issued credentials left as they are: ${broken?.id ?? ''}`,
    );
    const standings = [];
    for (const verifiableCredential of both) {
      const { json } = await sendJson(world, '/credentials/verify', { verifiableCredential });
      standings.push(verified.parse(json).verification.summary.standing);
    }
    expect(standings.sort()).toEqual(['revoked', 'valid']);
  });
});

const verified = z.looseObject({
  verification: z.looseObject({ summary: z.looseObject({ standing: z.string() }) }),
});
