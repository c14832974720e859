/**
 * Who may do what: every route of the router, for each kind of visitor (every-route.test.ts sees that
 * none is forgotten). What belongs to another KPA is answered as what does not exist.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_OPERATIONS } from '../../../src/app.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import type { Person } from '../../../src/storage/store.ts';
import { growClaims } from '../../support/badges/grown-kpa.ts';
import { playScene } from '../../support/scene.ts';
import type { Answer, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';
import { expectedOf, type Ids, ROUTES, VISITORS, type Visitor } from './access-table.ts';

let world: World;
let browsers: Readonly<Record<Visitor, TestVisitor>>;
let tokens: Readonly<Record<Visitor, string>>;
let real: Ids;
const madeUp: Ids = {
  person: randomUUID(),
  experience: randomUUID(),
  award: randomUUID(),
  link: randomBytes(32).toString('base64url'),
  token: randomBytes(16).toString('base64url'),
  claim: randomUUID(),
};

beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, moulins, nadia, awa, bruno } = world;
  const scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
  const [claim] = await growClaims(world, [awa]);
  real = {
    person: awa.id,
    experience: scene.experience.id,
    award: scene.offered.id,
    link: scene.link.id,
    token: scene.token,
    claim: claim?.id ?? '',
  };
  const elsewhere = await world.add(moulins, 'Zoé Petit', 'cooperant', 'accompagnant', 'manager');
  browsers = {
    anonymous: world.visitor(),
    holder: await world.signIn(awa),
    cooperant: await world.signIn(bruno),
    accompagnant: await world.signIn(nadia),
    manager: await world.signIn(await world.add(hautsPres, 'Karim Benali', 'manager')),
    both: await world.signIn(await world.add(hautsPres, 'Lina Roux', 'cooperant', 'accompagnant')),
    elsewhere: await world.signIn(elsewhere),
    network: await world.signIn(await inNetwork()),
    left: await leaver(),
    passed: await passedPhone(),
  };
  tokens = {
    anonymous: '',
    holder: await csrfOf(browsers.holder),
    cooperant: await csrfOf(browsers.cooperant),
    accompagnant: await csrfOf(browsers.accompagnant),
    manager: await csrfOf(browsers.manager),
    both: await csrfOf(browsers.both),
    elsewhere: await csrfOf(browsers.elsewhere),
    network: await csrfOf(browsers.network),
    left: '',
    passed: await csrfOf(browsers.passed, '/groupe'),
  };
});
afterAll(() => world.destroy());

async function inNetwork(): Promise<Person> {
  const { people } = world.services.store;
  const person = await world.add(world.moulins, 'Solène Kerviel', 'manager');
  const stored = await people(person.kpaId).findById(person.id);
  if (!stored) throw new Error('She was just added');
  return people(person.kpaId).replace({ ...stored, network: true });
}

/** Somebody of the team who was signed in when they left it. */
async function leaver(): Promise<TestVisitor> {
  const { people } = world.services.store;
  const person = await world.add(world.hautsPres, 'Denis Caron', 'accompagnant', 'manager');
  const browser = await world.signIn(person);
  const stored = await people(person.kpaId).findById(person.id);
  if (!stored) throw new Error('He was just added');
  await people(person.kpaId).replace({ ...stored, leftOn: '2026-10-14' });
  return browser;
}

/**
 * Of somebody who may do all that is done in a KPA, on a phone that is theirs, while a witness beside them
 * holds it.
 */
async function passedPhone(): Promise<TestVisitor> {
  const { hautsPres: kpa, nadia: staff, services, add } = world;
  const roles = ['cooperant', 'accompagnant', 'manager'] as const;
  const person = await add(kpa, 'Ida Blanc', ...roles);
  const holder = await add(kpa, 'Lucie Morin', 'cooperant');
  const { offered } = await playScene(world, { kpa, staff, holder });
  await decideAward(services, offered, 'accepted');
  const asks = await world.signIn(holder);
  const asked = await asks.get(`/mes-badges/${offered.id}/temoins`);
  const made = await asks.press(asked, 'Faire un lien', { label: 'la cliente' });
  const browser = world.visitor();
  const way = await services.createSignInLink(person, { minutes: 10 });
  await browser.press(await browser.get(`/connexion/lien/${way}`), 'Entrer', { kept: 'yes' });
  const link = await browser.get(new URL(made.$('main code').first().text()).pathname);
  await browser.press(link, 'Passer ce téléphone');
  const query = { index: 'byPerson', equals: [kpa.id, person.id] } as const;
  const { items } = await services.store.sessions.find(query);
  expect(items.map(({ kept, passed }) => [kept, passed?.link !== undefined])).toEqual([
    [true, true],
  ]);
  return browser;
}

const csrfOf = async (browser: TestVisitor, path = '/') =>
  (await browser.get(path)).$('[name=_csrf]').attr('value') ?? '';

async function ask(visitor: Visitor, route: string, ids: Ids) {
  const { path, fields = {} } = ROUTES[route] ?? { path: () => '/unlisted' };
  const browser = browsers[visitor];
  if (route.startsWith('GET')) return browser.send(path(ids));
  const body = new URLSearchParams({ ...fields, _csrf: tokens[visitor] });
  return browser.send(path(ids), {
    method: route.split(' ')[0] ?? 'POST',
    headers: { Origin: world.config.publicUrl },
    body,
  });
}

// Programs carry a token or ask nothing secret: who is signed in changes nothing.
it.each(API_OPERATIONS)('$method $path answers all alike, and asks for its token', async (one) => {
  const { method, path, needsToken } = one;
  const answers = VISITORS.map((visitor) =>
    browsers[visitor].send(path, { method: method.toUpperCase() }),
  );
  const statuses = [...new Set((await Promise.all(answers)).map(({ status }) => status))];
  expect(statuses).toHaveLength(1);
  expect(statuses.includes(401)).toBe(needsToken);
});

/** Without the ids that it was asked with, and the number of the request. */
function withoutIds({ html, headers }: Answer, ids: Ids): string {
  const given = [...Object.values({ ...ids }), headers.get('x-request-id') ?? ''];
  return given.reduce((text: string, id) => text.replaceAll(id, 'ID'), html);
}

const nothing: Ids = { ...madeUp, person: '', experience: '', award: '', link: '', claim: '' };
const withIds = Object.entries(ROUTES).filter(([, { path }]) => path(madeUp) !== path(nothing));

it.each(withIds)('%s: another KPA’s is answered as what does not exist', async (route) => {
  const theirs = await ask('elsewhere', route, real);
  const nobodys = await ask('elsewhere', route, madeUp);
  // The switch of language leads back to where one is.
  expect([theirs.status, withoutIds(theirs, real)]).toEqual([404, withoutIds(nobodys, madeUp)]);
});

it('does not find an award under the address of another KPA, whoever asks', async () => {
  for (const visitor of VISITORS) {
    const misplaced = await browsers[visitor].send(`/k/moulins/credentials/${real.award}`);
    expect(misplaced.status).toBe(404);
  }
});

it('sends whoever only asks for the headers of a page to sign in, too', async () => {
  const { status } = await world.visitor().send('/personnes', { method: 'HEAD' });
  expect(status).toBe(303);
});

// Last, because it ends with a sign-out.
describe.each(Object.entries(ROUTES))('%s', (route, row) => {
  it.each(VISITORS.map((visitor) => [visitor, expectedOf(row, visitor)] as const))(
    'answers %s with %s',
    async (visitor, expected) => {
      const { status, headers } = await ask(visitor, route, real);
      const isSentToSignIn = status === 303 && headers.get('location') === '/connexion';
      expect(isSentToSignIn ? 'sign in' : status).toBe(expected);
    },
  );
});
