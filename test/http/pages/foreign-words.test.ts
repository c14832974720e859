/** What was signed in French is so on an English page, too: a screen reader is told, wherever it stands. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, playScene, SENTENCE } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let visitors: Record<'employer' | 'staff' | 'holder', TestVisitor>;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder, bruno } = world;
  scene = await playScene(world, { kpa, staff, holder, others: [bruno] });
  visitors = {
    employer: world.visitor(),
    staff: await world.signIn(staff),
    holder: await world.signIn(holder),
  };
});
afterAll(() => world.destroy());

const LEVEL = 'En autonomie, même quand ça change';
/** Names of badges, and of a level; and the sentence. */
const SIGNED = [
  ...['Je travaille en équipe', 'Je transmets un savoir-faire', 'Je trouve des solutions'],
  ...['Je réalise une prestation', LEVEL, SENTENCE],
];

/** Each with the language in which a screen reader reads it there. */
function signedOn({ $ }: Page): readonly { readonly text: string; readonly lang: unknown }[] {
  return $('body :not(script, style, pre, code, textarea, option)')
    .contents()
    .toArray()
    .filter(({ nodeType }) => nodeType === 3)
    .map((node) => ({ text: $(node).text(), lang: $(node).closest('[lang]').attr('lang') }))
    .filter(({ text }) => SIGNED.some((words) => text.includes(words)));
}

interface Looked {
  readonly who: keyof typeof visitors;
  readonly path: () => string;
}
const pages: readonly Looked[] = [
  { who: 'staff', path: () => `/personnes/${scene.holder.id}` },
  { who: 'staff', path: () => `/experiences/${scene.experience.id}` },
  { who: 'staff', path: () => `/experiences/${scene.experience.id}/retirer` },
  { who: 'staff', path: () => `/reconnaissances/${scene.accepted.id}/retirer` },
  { who: 'staff', path: () => `/reconnaissances/${scene.accepted.id}/confirmer` },
  { who: 'holder', path: () => '/mes-badges' },
  { who: 'holder', path: () => `/mes-badges/${scene.accepted.id}` },
  { who: 'holder', path: () => `/partages/${scene.link.id}` },
  { who: 'holder', path: () => '/partages/nouveau' },
  { who: 'employer', path: () => `/p/${scene.token}` },
  { who: 'employer', path: () => `/p/${scene.token}/verification` },
  { who: 'employer', path: () => `/p/${scene.token}/badges/${scene.accepted.id}` },
  { who: 'employer', path: () => `/p/${scene.token}/badges/${scene.accepted.id}/evidence` },
  { who: 'employer', path: () => `/k/hauts-pres/credentials/${scene.accepted.id}` },
];

describe('what was signed in French', () => {
  it.each(pages)('says so on an English page ($who, %#)', async ({ who, path }) => {
    const found = signedOn(await visitors[who].get(`${path()}?lang=en`));
    expect(found).not.toEqual([]);
    expect(found.filter(({ lang }) => lang !== 'fr')).toEqual([]);
  });

  it.each(pages)('needs no element on a French page ($who, %#)', async ({ who, path }) => {
    const page = await visitors[who].get(path());
    expect(page.$('main [lang=fr]').length).toBe(0);
    const bare = page.$('main span').filter((_, one) => Object.keys(one.attribs).length === 0);
    const around = bare.toArray().map((one) => page.$(one).text());
    expect(around.filter((text) => text === LEVEL)).toEqual([]);
  });

  it('says so where it is verified', async () => {
    const { employer } = visitors;
    const source = jsonOf(scene.accepted);
    const form = await employer.get('/verifier?lang=en');
    const found = signedOn(await employer.press(form, 'Check', { source }));
    expect(found.length).toBeGreaterThan(1);
    expect(found.filter(({ lang }) => lang !== 'fr')).toEqual([]);
  });
});
