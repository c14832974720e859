/** The first page: what a KPA is, and where each person goes from here. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fold } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

const browsers: Readonly<Record<string, () => Promise<TestVisitor>>> = {
  nobody: () => Promise.resolve(world.visitor()),
  coopérante: () => world.signIn(world.awa),
  accompagnante: () => world.signIn(world.nadia),
};
const open = async (who: string) => {
  const browser = await (browsers[who] ?? (() => Promise.resolve(world.visitor())))();
  return browser.get('/');
};
const ways = ({ $ }: Page) =>
  $('.card .button')
    .toArray()
    .map((one) => [fold($(one).text()), $(one).attr('href')]);

describe.each([
  [
    'nobody',
    'Montrer ce que l’on sait faire',
    [
      ['Vérifier un badge', '/verifier'],
      ['Ouvrir mes badges', '/connexion'],
      ['Remettre un badge', '/connexion'],
    ],
  ],
  [
    'coopérante',
    'Bonjour Awa',
    [
      ['Ouvrir mes badges', '/mes-badges'],
      ['Ouvrir mes partages', '/partages'],
      ['Vérifier un badge', '/verifier'],
    ],
  ],
  [
    'accompagnante',
    'Bonjour Nadia',
    [
      ['Remettre un badge', '/experiences'],
      ['Voir les personnes', '/personnes'],
      ['Vérifier un badge', '/verifier'],
    ],
  ],
] as const)('for %s', (who, heading, expected) => {
  it('greets, says what a KPA is, and leads to their own pages', async () => {
    const page = await open(who);
    expect(page.heading).toBe(heading);
    expect(page.text).toContain('Un KPA est une coopérative locale.');
    expect(ways(page)).toEqual(expected);
  });

  it('has one button that comes first', async () => {
    const { $ } = await open(who);
    expect($('main .button:not(.is-secondary)')).toHaveLength(1);
  });
});
