/** Every page of the service, as each kind of visitor, found by following the links. */
import { afterAll, describe, expect, it } from 'vitest';
import { crawl, ownPaths } from '../../support/visits/crawl.ts';
import { playScene } from '../../support/scene.ts';
import type { Page } from '../../support/visitor.ts';
import { createWorld } from '../../support/world.ts';
import { HEADERS, RULES } from './page-rules.ts';

const world = await createWorld();
afterAll(() => world.destroy());
const { hautsPres, nadia, awa, bruno } = world;
const cast = { kpa: hautsPres, staff: nadia, holder: awa, others: [bruno] };
const { token } = await playScene(world, cast);
const karim = await world.add(hautsPres, 'Karim Benali', 'accompagnant', 'manager', 'cooperant');

/** The catalogue is the same for all: one visitor reads it. */
const CATALOGUE = /^\/(badges|referentiels)\//;
const anybody = world.visitor();
const seen = {
  anybody: await crawl(anybody, ['/', '/k/hauts-pres', '/connexion/attente', `/p/${token}`]),
  'an accompagnante': await crawl(await world.signIn(nadia), ['/experiences'], CATALOGUE),
  'a coopérante': await crawl(await world.signIn(awa), ['/mes-badges', `/p/${token}`], CATALOGUE),
  'somebody with every role': await crawl(await world.signIn(karim), ['/mes-badges'], CATALOGUE),
};

const isHtml = ({ headers }: Page) => headers.get('content-type')?.startsWith('text/html') === true;
const faultsIn = (pages: ReadonlyMap<string, Page>, rule: (page: Page) => readonly string[]) =>
  [...pages.values()]
    .filter(isHtml)
    .flatMap((page) => rule(page).map((fault) => `${page.path}: ${fault}`));

describe.each(Object.entries(seen))('what %s can open', (who, pages) => {
  it('answers at every link', () => {
    const broken = [...pages].filter(([, { status }]) => status >= 400).map(([path]) => path);
    expect(pages.size).toBeGreaterThan(who === 'anybody' ? 150 : 15);
    expect(broken).toEqual([]);
  });

  it.each(Object.entries(RULES))('%s', (_, rule) => {
    expect(faultsIn(pages, rule)).toEqual([]);
  });

  it.each(Object.entries(HEADERS))('has the header %s', (name, expected) => {
    const wrong = [...pages.values()].filter(
      ({ headers }) => !expected.test(headers.get(name) ?? ''),
    );
    expect(wrong.map(({ path, headers }) => [path, headers.get(name)])).toEqual([]);
  });
});

const signedIn = Object.entries(seen).filter(([who]) => who !== 'anybody');

it.each(signedIn)('keeps in no cache what %s reads, but for public documents', (_, pages) => {
  const kept = [...pages.values()].filter(
    ({ headers }) => headers.get('cache-control') !== 'private, no-store',
  );
  expect(kept.map(({ path }) => path).filter((path) => !path.endsWith('/did.json'))).toEqual([]);
});

it('has every picture, style and font that a page asks for', async () => {
  const pages = Object.values(seen).flatMap((some) => [...some.values()].filter(isHtml));
  const wanted = new Set(
    pages.flatMap((page) => [...ownPaths(page, 'img', 'src'), ...ownPaths(page, 'link', 'href')]),
  );
  expect(wanted.size).toBeGreaterThan(40);
  for (const path of wanted) {
    const { status, headers } = await anybody.send(path);
    expect([path, status]).toEqual([path, 200]);
    expect(headers.get('content-type')).toMatch(/^(image\/|text\/css|font\/)/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

/** Words that put a label on somebody (facts: the people, their words). */
const LABELS =
  /ch[ôo]m(age|eu)|demandeu.{1,5}emploi|quartiers? prioritaires?|\bQPV\b|insertion|éloigné|\bfreins?\b|handicap|\bR\.?S\.?A\b|précar|en difficulté|bénéficiaires?|\bcas soci|assisté|défavorisé|migrant|remobilis/gi;

it('puts no label on anybody, on any page an employer can open', async () => {
  const verified = await anybody.press(await anybody.get('/verifier'), 'Vérifier', {
    source: `https://badges.example/p/${token}`,
  });
  const pages = [...seen.anybody.values(), verified];
  const labels = pages.flatMap(({ path, html }) =>
    (html.match(LABELS) ?? []).map((word) => `${path}: ${word}`),
  );
  expect(pages.some(({ path }) => path.startsWith('/k/hauts-pres/credentials/'))).toBe(true);
  expect(labels).toEqual([]);
});
