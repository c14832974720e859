/** What people wrote says on a page in which language it is, as far as that was kept when they did. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf } from '../../support/signed-texts.ts';
import { type Scene, playScene, reloadAward } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const FRENCH = 'A expliqué le service à une nouvelle personne.';
const ENGLISH = 'Showed a newcomer how to serve.';

let world: World;
let scene: Scene;
let holder: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa } = world;
  scene = await playScene(world, { kpa, staff, holder: awa });
  holder = await world.signIn(awa);
  await confirm('Mona Bel', 'en', ENGLISH);
  await confirm('Karim Roux', 'fr', FRENCH);
});
afterAll(() => world.destroy());

async function confirm(name: string, code: string, sentence: string) {
  const visitor = await world.signIn(await world.add(world.hautsPres, name, 'accompagnant'));
  const path = `/reconnaissances/${scene.accepted.id}/confirmer`;
  await visitor.press(await visitor.get(`${path}?lang=${code}`), /^Signer$|^Sign$/, { sentence });
}

/** In which language a screen reader reads each of the two sentences there. */
const spokenOn = ({ $ }: Page) =>
  [FRENCH, ENGLISH].map((words) => {
    const [shown] = $(`main :contains("${words}")`).toArray().toReversed();
    return shown && $(shown).closest('[lang]').attr('lang');
  });

describe('what a second person wrote', () => {
  const pages: Readonly<Record<string, (code: string) => Promise<Page>>> = {
    'the page of the badge': (code) =>
      world.visitor().get(`/k/hauts-pres/credentials/${scene.accepted.id}?lang=${code}`),
    'a portfolio': (code) => world.visitor().get(`/p/${scene.token}?lang=${code}`),
    'the page of its holder': (code) => holder.get(`/mes-badges/${scene.accepted.id}?lang=${code}`),
    'the verification': async (code) => {
      const visitor = world.visitor();
      const source = jsonOf(await reloadAward(world, scene.accepted));
      const form = await visitor.get(`/verifier?lang=${code}`);
      return visitor.press(form, /^Vérifier$|^Check$/, { source });
    },
  };

  it.each(Object.entries(pages))('says so on %s', async (_, open) => {
    expect(spokenOn(await open('en'))).toEqual(['fr', 'en']);
    expect(spokenOn(await open('fr'))).toEqual(['fr', 'en']);
  });

  it('is French in a row that says nothing of it, as every page was once', async () => {
    const { endorsements = [] } = await reloadAward(world, scene.accepted);
    expect(endorsements.map(({ sentence, language }) => [sentence, language])).toEqual([
      [ENGLISH, 'en'],
      [FRENCH, undefined],
    ]);
  });
});

describe('what a KPA says of itself', () => {
  const lede = async (code: string) =>
    (await world.visitor().get(`/k/hauts-pres?lang=${code}`)).$('.lede');

  it('is French where nothing else is known', async () => {
    expect((await lede('en')).attr('lang')).toBe('fr');
    expect((await lede('fr')).attr('lang')).toBeUndefined();
  });

  it('is in the language that was given with it', async () => {
    const { kpas } = world.services.store;
    await kpas.update(world.hautsPres.id, (kpa) => ({ ...kpa, language: 'en' }));
    expect((await lede('en')).attr('lang')).toBeUndefined();
    expect((await lede('fr')).attr('lang')).toBe('en');
  });
});
