/**
 * Who writes in the database, and has no master key, cannot make us say what was not signed: changed
 * rows are « sans réponse » wherever somebody outside looks, and the others go on (docs/adr/0019).
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endorseAward } from '../../../src/features/endorsements/endorse-award.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import type { Award, Key, Stored } from '../../../src/storage/store.ts';
import { digest } from '../../../src/keys/secrets.ts';
import { awardTo, playScene, reloadAward, type Scene, SENTENCE } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
import { formsWith, jsonOf, jwtOf } from '../../support/signed-texts.ts';
import { cardOf } from '../../support/recognition.ts';

const LIE = 'A dirigé seul une équipe de cinquante personnes.';
const ALSO = 'A gardé le sourire quand la file est devenue longue.';

let world: World;
let scene: Scene;
/** The badge whose row is written in; `other` stands beside it on the same page. */
let target: Stored<Award>;
let other: Stored<Award>;
let token: string;
let reader: TestVisitor;

beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder, bruno } = world;
  scene = await playScene(world, { kpa, staff, holder, others: [bruno] });
  const { experience } = scene;
  const told = { kpa, staff, holder, experience };
  const accept = async (award: Stored<Award>) => {
    await decideAward(world.services, award, 'accepted');
    return reloadAward(world, award);
  };
  const colleague = await world.add(kpa, 'Leïla Benmansour', 'accompagnant');
  await endorseAward(world.services, kpa, scene.accepted.id, colleague, ALSO);
  target = await reloadAward(world, scene.accepted);
  const sentence = 'A rangé la cuisine avant qu’on le demande.';
  const badge = 'tenir-mes-engagements';
  other = await accept(await awardTo(world, { ...told, badge, level: 2, sentence }));
  ({ token } = await sharePortfolio(world.services, holder, {
    label: 'Boulangerie Petit',
    days: 30,
    awards: [target.id, other.id],
    experiences: [],
  }));
});
// Each from an address of their own: one that reads so much is told to wait.
beforeEach(() => {
  reader = world.visitor();
});
afterAll(() => world.destroy());

/** Past our own code: with the database alone. */
async function write(changes: Partial<Award>, award = target): Promise<void> {
  const { version } = await reloadAward(world, award);
  await world.services.store.awards(award.kpaId).replace({ ...award, ...changes, version });
}

/** As if the row had been adopted so: its MAC is right, and it is not what was signed. */
async function writeWithMac(changes: Partial<Award>): Promise<void> {
  const now = await reloadAward(world, target);
  await world.services.awardRows.replace(now, { ...now, ...changes });
}

afterEach(async () => {
  await write({});
  await write({}, other);
});

const badgePath = () => `/k/hauts-pres/credentials/${target.id}`;
const portfolio = () => reader.get(`/p/${token}`);
const badgePage = () => reader.get(badgePath());

/** What is said of it, everywhere that somebody outside reads of it. */
async function expectNoAnswer(): Promise<void> {
  const pages = [await portfolio(), await reader.get(`/p/${token}/verification`)];
  for (const page of pages) {
    expect(page.status).toBe(200);
    expect(page.text).toContain('1 badge authentique');
    expect(page.text).toContain('1 badge sans réponse');
    expect(page.text).toContain('1 badge n’est pas montré');
    expect(page.html).not.toContain(target.id);
  }
  const ends = ['', '/evidence'].map((end) => `/p/${token}/badges/${target.id}${end}`);
  const opened = await Promise.all([badgePath(), ...ends].map((path) => reader.get(path)));
  for (const { status, heading } of opened) {
    expect([status, heading]).toEqual([200, 'Nous ne pouvons pas répondre']);
  }
  const all = [...pages, ...opened].map(({ text }) => text).join();
  for (const words of [
    LIE,
    'Marie Curie',
    'Directrice',
    SENTENCE,
    ALSO,
    'Je travaille en équipe',
  ]) {
    expect(all).not.toContain(words);
  }
  expect(await filesGiven()).toEqual([500, 500, 500, 500, 500, 500, 500]);
  expect(await reader.get(`/p/${token}`)).toMatchObject({ status: 200 });
}

async function filesGiven(): Promise<readonly number[]> {
  const paths = ['.json', '.jwt', '.png', '.svg', '/refresh', '/evidence'];
  const answers = [
    await reader.send(badgePath(), { headers: { Accept: 'application/json' } }),
    ...(await Promise.all(paths.map((end) => reader.send(`${badgePath()}${end}`)))),
  ];
  return answers.map(({ status }) => status);
}

describe('as we wrote them, rows', () => {
  it('are told in full, and given as files', async () => {
    const page = await portfolio();
    expect(page.text).toContain('Les 2 badges sont authentiques');
    for (const words of [SENTENCE, ALSO, 'Nadia Roche', 'Leïla Benmansour']) {
      expect(page.text).toContain(words);
    }
    expect((await badgePage()).heading).toMatch(/^Ce badge est authentique/);
    expect(await filesGiven()).toEqual([200, 200, 200, 200, 200, 200, 200]);
  });
});

describe('a row in which somebody wrote', () => {
  const by = () => ({ ...target.awardedBy, name: 'Marie Curie', title: 'Directrice' });

  it.each<[string, () => Partial<Award>]>([
    ['the sentence', () => ({ sentence: LIE })],
    ['the level', () => ({ level: 4 })],
    ['another badge class', () => ({ badgeClass: 'transmettre', level: undefined })],
    ['who signed', () => ({ awardedBy: by() })],
    [
      'who confirmed',
      () => ({ endorsements: target.endorsements?.map((one) => ({ ...one, by: by() })) }),
    ],
    [
      'what was confirmed',
      () => ({ endorsements: target.endorsements?.map((one) => ({ ...one, sentence: LIE })) }),
    ],
    ['no confirmation any more', () => ({ endorsements: undefined })],
    ['the date', () => ({ issuedAt: '2020-01-01T00:00:00.000Z' })],
    ['an end', () => ({ validUntil: '2036-01-01T00:00:00.000Z' })],
    ['the status entry', () => ({ statusIndex: target.statusIndex === 0 ? 1 : 0 })],
    [
      'a withdrawal',
      () => ({
        standing: 'revoked',
        revocation: { at: target.issuedAt, reason: LIE, byName: 'Marie Curie' },
      }),
    ],
    ['the evidence', () => ({ evidence: target.evidence?.replace('Buffet', 'Banquet') })],
    ['the experience', () => ({ experienceId: target.kpaId })],
    ['another credential of the same person', () => formsWith(target, { json: jsonOf(other) })],
    [
      'another badge of the same person, whole',
      () => ({ ...other, id: target.id, statusIndex: target.statusIndex, slot: target.slot }),
    ],
    ['another JWT of the same person', () => formsWith(target, { jwt: jwtOf(other) })],
    [
      'a changed credential',
      () => formsWith(target, { json: jsonOf(target).replace(SENTENCE, LIE) }),
    ],
    ['a credential that is none', () => formsWith(target, { json: 'x' })],
    ['a JWT in the place of the JSON', () => formsWith(target, { json: jwtOf(target) })],
    ['no JWT any more', () => ({ forms: { 'data-integrity': jsonOf(target) } })],
    ['the JWT alone', () => ({ forms: { 'vc-jwt': jwtOf(target) } })],
    ['no signed form', () => ({ forms: {} })],
    ['a form more', () => ({ forms: { ...target.forms, 'not-ours': jwtOf(target) } })],
    ['no MAC', () => ({ mac: undefined })],
    ['the MAC of another row', () => ({ mac: other.mac })],
    ['the sentence, and no MAC', () => ({ sentence: LIE, mac: undefined })],
  ])('%s is without an answer, and the others go on', async (_name, changes) => {
    await write(changes());
    await expectNoAnswer();
  });

  it('is told of in the log, once, by the names of what is wrong', async () => {
    await write({ sentence: LIE, level: 4 });
    for (let times = 0; times < 3; times += 1) await portfolio();
    const lines = world.logged.filter((line) => line.includes('not as it was signed'));
    const told = lines.filter((line) => line.includes('row: changed, level, sentence, JWT: level'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(target.id);
    expect(lines.join()).not.toContain('cinquante');
  });

  it('is not the answer to its link on the verification page, nor to an older copy', async () => {
    await write({ forms: other.forms });
    const visitor = world.visitor();
    const source = `https://badges.example${badgePath()}`;
    const linked = await visitor.press(await visitor.get('/verifier'), 'Vérifier', { source });
    expect(linked.status).toBe(500);
    const copy = await visitor.press(await visitor.get('/verifier'), 'Vérifier', {
      source: jsonOf(target),
    });
    // The file itself is as it was signed: it needs nothing of the row.
    expect(copy.heading).toMatch(/^Ce badge est authentique/);
    expect(copy.text).not.toContain('A rangé la cuisine');
  });

  it('is not shown to the person as one of their own either, and is not changed by what they do', async () => {
    const awa = await world.signIn(world.awa);
    const own = await awa.get(`/partages/${scene.link.id}`);
    expect(own.text).not.toContain('sans réponse');
    await write({ sentence: LIE });
    expect((await awa.get(`/partages/${scene.link.id}`)).text).toContain('1 badge sans réponse');
    const page = await awa.get(`/mes-badges/${target.id}`);
    expect((await awa.press(page, 'Mettre de côté')).status).toBe(500);
    expect(await reloadAward(world, target)).toMatchObject({ sentence: LIE, state: 'accepted' });
  });

  it('is neither withdrawn nor confirmed: nothing of ours follows from it', async () => {
    await write({ statusIndex: target.statusIndex === 7 ? 8 : 7 });
    const nadia = await world.signIn(world.nadia);
    const page = await nadia.get(`/reconnaissances/${target.id}/retirer`);
    expect(
      (await nadia.press(page, /^(Annuler|Retirer) le badge$/u, { reason: 'badge' })).status,
    ).toBe(500);
    expect(await reloadAward(world, target)).toMatchObject({ standing: 'valid' });
    await write({});
    expect((await badgePage()).heading).toMatch(/^Ce badge est authentique/);
  });
});

describe('a row with a right MAC that is not what was signed', () => {
  it.each<[string, () => Partial<Award>]>([
    ['sentence', () => ({ sentence: LIE })],
    ['level', () => ({ level: 4 })],
    ['badge', () => ({ badgeClass: 'trouver-des-solutions' })],
    ['issuedAt', () => ({ issuedAt: '2020-01-01T00:00:00.000Z' })],
    ['validUntil', () => ({ validUntil: '2036-01-01T00:00:00.000Z' })],
    ['status', () => ({ statusIndex: target.statusIndex === 0 ? 1 : 0 })],
    ['recipient', () => ({ personId: world.bruno.id })],
    ['evidence', () => ({ evidence: target.evidence?.replace('Buffet', 'Banquet') })],
    [
      'endorsements',
      () => ({ endorsements: target.endorsements?.map((one) => ({ ...one, sentence: LIE })) }),
    ],
    ['id', () => formsWith(target, { json: jsonOf(other) })],
    ['JWT: id', () => formsWith(target, { jwt: jwtOf(other) })],
    ['form', () => formsWith(target, { json: '{}' })],
    ['form', () => ({ forms: {} })],
    ['JWT: form', () => formsWith(target, { jwt: jsonOf(target) })],
  ])('is without an answer for its %s', async (name, changes) => {
    await writeWithMac(changes());
    const doubt = await world.services.awardJudge.doubtOf(
      scene.kpa,
      await reloadAward(world, target),
    );
    expect(doubt?.why).toContain(name);
    expect(doubt?.why.join()).not.toContain('row:');
    expect((await badgePage()).heading).toBe('Nous ne pouvons pas répondre');
  });

  it('says nothing against what was erased', async () => {
    const { evidence, ...bare } = await reloadAward(world, target);
    await world.services.awardRows.replace(await reloadAward(world, target), bare);
    expect(evidence).toBeDefined();
    expect((await badgePage()).heading).toMatch(/^Ce badge est authentique/);
  });
});

describe('other rows that somebody writes in', () => {
  it('a person’s name is not put on badges that are another’s', async () => {
    const people = world.services.store.people(scene.kpa.id);
    const awa = await people.findById(world.awa.id);
    if (!awa) throw new Error('Awa is gone');
    const renamed = await people.replace({ ...awa, name: 'Marie Curie' });
    const page = await portfolio();
    await people.replace({ ...renamed, name: awa.name });
    expect(page.text).toContain('Nous ne pouvons pas répondre');
    expect(page.text).toContain('2 badges sans réponse');
  });

  it('a link that names a badge many times counts it once', async () => {
    const writeLink = async (awardIds: string[]) => {
      const link = await world.services.store.shareLinks.findById(digest(token));
      if (!link) throw new Error('The link is gone');
      await world.services.store.shareLinks.replace({ ...link, awardIds });
    };
    await writeLink([other.id, other.id, other.id]);
    const page = await portfolio();
    await writeLink([target.id, other.id]);
    expect(page.text).toContain('Ce badge est authentique');
  });

  it('an experience is told as it was when somebody confirmed it', async () => {
    const experiences = world.services.store.experiences(scene.kpa.id);
    const stored = await experiences.findById(scene.experience.id);
    if (!stored) throw new Error('no experience');
    const changed = await experiences.replace({ ...stored, title: LIE, date: '2020-01-01' });
    const page = await portfolio();
    const { title, date } = stored;
    await experiences.replace({ ...changed, title, date });
    expect(page.text).not.toContain(LIE);
    expect(page.text).toContain('Buffet de 60 personnes');
    expect(page.text).toContain('octobre 2026');
  });
});

describe('a key row in which somebody wrote', () => {
  const didJson = async () => (await reader.send('/k/hauts-pres/did.json')).html;
  const jwks = async () => (await reader.send('/.well-known/jwks.json')).html;

  async function keyRow(fragment: string): Promise<Stored<Key>> {
    const query = { index: 'byFragment', equals: [fragment] } as const;
    const [key] = (await world.services.store.keys(scene.kpa.id).find(query)).items;
    if (!key) throw new Error(`no ${fragment}`);
    return key;
  }

  async function withKey(fragment: string, changes: Partial<Key>, look: () => Promise<void>) {
    const before = await keyRow(fragment);
    const keys = world.services.store.keys(scene.kpa.id);
    const changed = await keys.replace({ ...before, ...changes });
    await look();
    await keys.replace({ ...before, version: changed.version });
  }

  it('is not published, and what it signed is without an answer: nobody else is accused', async () => {
    await withKey('key-1', { createdAt: '2020-01-01T00:00:00.000Z' }, async () => {
      expect(await didJson()).not.toContain('#key-1');
      expect(await didJson()).toContain('#key-2');
      expect((await badgePage()).heading).toBe('Nous ne pouvons pas répondre');
      expect((await portfolio()).text).toContain('2 badges sans réponse');
      const visitor = world.visitor();
      const source = jsonOf(target);
      const page = await visitor.press(await visitor.get('/verifier'), 'Vérifier', { source });
      expect(page.heading).toBe('Nous ne pouvons pas répondre');
      const source2 = jwtOf(target);
      const jwt = await visitor.press(await visitor.get('/verifier'), 'Vérifier', {
        source: source2,
      });
      // Its own key goes on; the list of withdrawals is signed with the other one.
      expect(jwt.heading).toBe('Nous ne savons pas s’il vaut encore');
    });
    expect((await badgePage()).heading).toMatch(/^Ce badge est authentique/);
  });

  it('of the JWT makes the JWT unanswered, and leaves the key set', async () => {
    await withKey('key-2', { state: 'retired' }, async () => {
      expect(await jwks()).not.toContain('hauts-pres#key-2');
      expect(await jwks()).toContain('moulins#key-2');
      const visitor = world.visitor();
      const source = jwtOf(target);
      const page = await visitor.press(await visitor.get('/verifier'), 'Vérifier', { source });
      expect(page.heading).toBe('Nous ne pouvons pas répondre');
    });
  });

  it('that somebody put there is not published', async () => {
    const row = await keyRow('key-1');
    const { version, ...bare } = row;
    const keys = world.services.store.keys(scene.kpa.id);
    const id = '3f1f7c1e-2f7b-4d6e-9a55-0d6c9ad1b7aa';
    const inserted = await keys.insert({ ...bare, id, fragment: 'key-3' });
    expect(await didJson()).not.toContain('#key-3');
    const lines = world.logged.filter((line) => line.includes('A key row is not as we wrote it'));
    expect(lines.filter((line) => line.includes('"key":"key-3"'))).toHaveLength(1);
    await keys.remove(inserted.id);
  });

  it('signs nothing: the page answers with a number to give us', async () => {
    await withKey('key-1', { state: 'revoked' }, async () => {
      const bruno = await world.signIn(world.nadia);
      const path = cardOf(`/experiences/${scene.experience.id}`, world.bruno.id, 'transmettre');
      const form = await bruno.press(await bruno.get(path), 'Relire avant de signer', {
        [`sentence-${world.bruno.id}`]: 'A expliqué la recette à trois personnes.',
      });
      const page = await bruno.press(form, 'Signer 1 badge');
      expect(page.status).toBe(500);
      expect(page.text).toMatch(/donnez-nous ce numéro : [0-9a-f-]{36}/);
      const awards = world.services.store.awards(scene.kpa.id);
      expect(await awards.count({ index: 'byPerson', equals: [world.bruno.id] })).toBe(0);
    });
  });
});
