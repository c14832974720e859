/** What people wrote says on a page in which language it is, as far as that was kept when they did. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import type { Award } from '../../../src/storage/store.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { awardTo, playScene, type Scene } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const FRENCH = 'A expliqué le service à une nouvelle personne.';
const ENGLISH = 'Showed a newcomer how to serve.';

let world: World;
let scene: Scene;
let holder: TestVisitor;
/** Two badges of one person, each with what somebody else said of it, in the language of the badge. */
let badges: readonly Award[];
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa } = world;
  scene = await playScene(world, { kpa, staff, holder: awa });
  holder = await world.signIn(awa);
  const told = { ...scene, badge: 'reperer-mes-talents', language: 'en' };
  const english = await awardTo(world, told);
  await decideAward(world.services, english, 'accepted');
  const karim = await world.signIn(await world.add(kpa, 'Karim Roux', 'accompagnant'));
  for (const [award, sentence] of [
    [scene.accepted, FRENCH],
    [english, ENGLISH],
  ] as const) {
    const form = await karim.get(`/reconnaissances/${award.id}/confirmer`);
    await karim.press(form, 'Signer', { sentence });
  }
  badges = [scene.accepted, english];
});
afterAll(() => world.destroy());

/** In which language a screen reader reads these words there; nothing: in that of the page. */
function spoken({ $ }: Page, words: string): string | undefined {
  const [shown] = $(`main :contains("${words}")`).toArray().toReversed();
  if (!shown) throw new Error(`« ${words} » is not there`);
  const language = $(shown).closest('[lang]').attr('lang');
  return language === $('html').attr('lang') ? undefined : language;
}

describe('what a second person wrote', () => {
  const pages: Readonly<Record<string, (award: Award, code: string) => Promise<Page>>> = {
    'the page of the badge': ({ id }, code) =>
      world.visitor().get(`/k/hauts-pres/credentials/${id}?lang=${code}`),
    'the page of its holder': ({ id }, code) => holder.get(`/mes-badges/${id}?lang=${code}`),
    'the verification': async ({ kpaId, id }, code) => {
      const visitor = world.visitor();
      const award = await world.services.store.awards(kpaId).findById(id);
      const form = await visitor.get(`/verifier?lang=${code}`);
      const source = award && jsonOf(award);
      return visitor.press(form, /^Vérifier$|^Check$/, { source: source ?? '' });
    },
  };

  it.each(Object.entries(pages))('is in the language of its badge on %s', async (_, open) => {
    const [french, english] = await Promise.all(
      badges.map(async (award, at) => {
        const words = [FRENCH, ENGLISH][at] ?? '';
        return [
          spoken(await open(award, 'en'), words),
          spoken(await open(award, 'fr'), words),
        ] as const;
      }),
    );
    expect(french).toEqual(['fr', undefined]);
    expect(english).toEqual([undefined, 'en']);
  });

  it('is in the language of its badge in a portfolio', async () => {
    expect(spoken(await world.visitor().get(`/p/${scene.token}?lang=en`), FRENCH)).toBe('fr');
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
