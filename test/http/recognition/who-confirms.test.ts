/**
 * « Qui peut le confirmer », of each of our badge classes: what its page says in both languages, and what
 * the routes let each of them do. A line that is not known here is read first, and then listed.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../../src/definitions/definitions.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import type { Award, Experience, Person, Stored } from '../../../src/storage/store.ts';
import { REAL } from '../../definitions/copied-definitions.ts';
import { recordFor } from '../../support/own-classes.ts';
import { awardTo, reloadAward } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

type Who = 'team' | 'on request' | 'outside' | `group ${number}`;

const LINES: Readonly<Record<string, Who>> = {
  'Une accompagnante ou un accompagnant du KPA': 'team',
  'A mentor of the KPA': 'team',
  'Une accompagnante ou un accompagnant, à la demande de la personne': 'on request',
  'A mentor, at the person’s request': 'on request',
  'Une accompagnante ou un accompagnant, à la demande de la personne, sur des faits vus au KPA':
    'on request',
  'A mentor, at the person’s request, for what was seen at the KPA': 'on request',
  'Une personne du groupe': 'group 1',
  'Somebody in the group': 'group 1',
  'Deux personnes du groupe': 'group 2',
  'Two people from the group': 'group 2',
  'Deux personnes de l’équipe': 'group 2',
  'Two people from the team': 'group 2',
  'Deux personnes présentes': 'group 2',
  'Two people who were there': 'group 2',
  'Les personnes qui ont appris': 'group 2',
  'The people who learned': 'group 2',
  'Le groupe': 'group 3',
  'The group': 'group 3',
  'Le groupe, par une décision': 'group 3',
  'The group, by a decision': 'group 3',
  'La cliente ou le client, par un témoignage': 'outside',
  'The client, in their own words': 'outside',
  'La structure porteuse du KPA': 'outside',
  'The KPA’s host organisation': 'outside',
  'Une personne extérieure au KPA, par un témoignage': 'outside',
  'Someone outside the KPA, in their own words': 'outside',
  'En plus : une cliente, un client ou un partenaire': 'outside',
  'In addition: a client or a partner': 'outside',
  'En plus : un autre KPA': 'outside',
  'In addition: another KPA': 'outside',
};

const { badgeClasses } = await loadDefinitions(REAL);

let world: World;
let holder: Person;
let experience: Experience;
let nadia: TestVisitor;
let paul: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, add } = world;
  holder = await add(hautsPres, 'Awa Ndiaye', 'cooperant');
  const others = await Promise.all(
    ['Bruno Roux', 'Fatima Benali', 'Lucas Petit', 'Ana Silva'].map((name) =>
      add(hautsPres, name, 'cooperant'),
    ),
  );
  experience = await recordFor(world, world.nadia, [holder, ...others]);
  nadia = await world.signIn(world.nadia);
  paul = await world.signIn(await add(hautsPres, 'Paul Morel', 'accompagnant'));
});
afterAll(() => world.destroy());

const sorted = (all: Iterable<string>) => [...new Set(all)].toSorted();

/** The list, and the sentences under it. */
function sectionOf({ $ }: Page, heading: string) {
  const section = $('section').filter((_, one) => $(one).find('h2').text() === heading);
  const lines = section.find('li').map((_, one) => $(one).text().replace(/\s+/gu, ' ').trim());
  return { lines: lines.get(), below: section.find('p').text() };
}

/** What the routes let each of them do with one that was just signed. */
async function allowed(award: Stored<Award>, isSensitive: boolean): Promise<readonly Who[]> {
  const id = `/reconnaissances/${award.id}`;
  const colleague = (await paul.get(`${id}/confirmer`)).status === 200;
  const group = await nadia.get(`${id}/groupe`);
  const needed = /Il faut (\d+) personnes qui/u.exec(group.text)?.[1];
  const isAsked = group.$('main form[action$="/groupe"]').length > 0;
  const byTeam = (await paul.get(`${id}/temoins`)).status === 200;
  await decideAward(world.services, award, 'accepted');
  const awa = await world.signIn(holder);
  const asked = await awa.get(`/mes-badges/${award.id}/temoins`);
  const outside = asked.status === 200;
  expect([byTeam, colleague]).toEqual([outside, !isSensitive]);
  if (outside) {
    const made = await awa.press(asked, 'Faire un lien', { label: 'la cliente' });
    const link = new URL(made.$('main code').first().text()).pathname;
    const client = await world.visitor().get(link);
    const offered = badgeClasses.find(({ slug }) => slug === award.badgeClass)?.confirmedBy;
    const ticks = client.$('[name=seen]').map((_, one) => client.$(one).attr('value'));
    expect(ticks.get()).toEqual(offered?.outsideSees?.map((one) => String(one - 1)));
    // In person, too: the same link, on the telephone of a colleague.
    expect((await paul.get(link)).text).toContain('Passer ce téléphone');
  }
  return [
    colleague ? 'team' : 'on request',
    ...(isAsked ? [`group ${Number(needed ?? 1)}` as const] : []),
    ...(outside ? (['outside'] as const) : []),
  ];
}

describe.each(badgeClasses)('$slug', ({ slug, version, levels, sensitive }) => {
  it('says who confirms it, in both languages, as the routes allow', async () => {
    const of = `/badges/${slug}/v${String(version)}`;
    const visitor = world.visitor();
    const french = sectionOf(await visitor.get(of), 'Qui peut le confirmer');
    const english = sectionOf(await visitor.get(`${of}?lang=en`), 'Who can confirm it');
    const [said, inEnglish] = [french, english].map(({ lines }) =>
      sorted(lines.map((line) => LINES[line] ?? `unknown: ${line}`)),
    );
    expect(inEnglish).toEqual(said);
    const level = levels.length > 0 ? 2 : undefined;
    const given = { kpa: world.hautsPres, staff: world.nadia, holder, experience };
    const award = await reloadAward(world, await awardTo(world, { ...given, badge: slug, level }));
    const ways = await allowed(award, sensitive);
    expect(said).toEqual(sorted(ways));
    expect([french.below.includes('lien'), english.below.includes('link')]).toEqual(
      ways.includes('outside') ? [true, true] : [false, false],
    );
  });
});
