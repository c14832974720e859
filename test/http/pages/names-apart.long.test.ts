/** Names of any script: set apart from the words around them, on every page that shows one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { crawl } from '../../support/visits/crawl.ts';
import { playScene } from '../../support/scene.ts';
import type { Page } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';
import { recognised } from '../../support/recognition.ts';

const NAME = 'محمد عبد الرحمن';
const STAFF = 'ליאת כהן';

let world: World;
let pages: readonly Page[];
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, services } = world;
  const given = { email: undefined, title: 'Accompagnante' };
  const holder = await addPerson(services, kpa.id, { ...given, name: NAME, roles: ['cooperant'] });
  const staff = await addPerson(services, kpa.id, {
    ...given,
    name: STAFF,
    roles: ['accompagnant'],
  });
  const { token, experience } = await playScene(world, { kpa, staff, holder });
  const skip = /^\/(badges|referentiels)/;
  const inside = await world.signIn(staff);
  const crawls = [
    await crawl(inside, ['/experiences'], skip),
    await crawl(await world.signIn(holder), ['/', '/mes-badges'], skip),
    await crawl(world.visitor(), [`/p/${token}`], skip),
  ];
  const choose = `/experiences/${experience.id}/reconnaitre`;
  const write = await inside.get(choose);
  const said = { level: 2, sentence: 'A tenu la caisse sans erreur.' };
  const preview = await inside.press(write, 'Relire avant de signer', {
    ...recognised(holder.id, 'animer-une-reunion', said),
  });
  const link = await inside.press(await inside.get(`/personnes/${holder.id}`), 'Faire un lien');
  const crawled = crawls.flatMap((some) => [...some.values()]);
  pages = [...crawled, write, preview, link].filter(({ html }) => html.includes('<html'));
});
afterAll(() => world.destroy());

/** Text with a letter that runs from right to left, which nothing around it sets apart. */
function mixedIn({ $, path }: Page): readonly string[] {
  const parts = $('body *:not(bdi, [dir=auto], pre, code, textarea, script)').toArray();
  return parts
    .filter((one) => $(one).closest('bdi, [dir=auto], pre, code').length === 0)
    .flatMap((one) => $(one).contents().toArray())
    .filter((node) => 'data' in node && /[\u0590-\u08ff]/.test(node.data))
    .map((node) => `${path}: ${$(node).text().trim()}`);
}

it('sets them apart wherever they stand among other words', () => {
  const showing = pages.filter(({ html }) => html.includes(NAME));
  expect(showing.length).toBeGreaterThan(10);
  expect([...new Set(pages.flatMap(mixedIn))]).toEqual([]);
});

it('shows no markup in titles and attributes', () => {
  for (const { html } of pages) expect(html).not.toContain('&lt;bdi');
});
