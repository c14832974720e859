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
/** Names of badges, and of a level, with those that our catalogue has in English. */
const NAMES: Readonly<Record<string, string>> = {
  'Je travaille en équipe': 'I work in a team',
  'Je transmets un savoir-faire': 'I pass on a skill',
  'Je trouve des solutions': 'I find solutions',
  'Je réalise une prestation': 'I carry out a job',
  [LEVEL]: 'On my own, even when things change',
};
const SIGNED = [...Object.keys(NAMES), SENTENCE];

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

/** Names of which one stands alone: what is heard, and not seen, says again what stands above it. */
function aloneOn({ $ }: Page): readonly string[] {
  const seen = $('main').clone();
  seen.find('.visually-hidden').remove();
  const text = seen.text();
  const times = (words: string) => text.split(words).length - 1;
  return Object.entries(NAMES)
    .filter(([signed, here]) => times(signed) > times(here))
    .map(([signed]) => signed);
}

describe('what was signed in French', () => {
  it.each(pages)('says so on an English page ($who, %#)', async ({ who, path }) => {
    const found = signedOn(await visitors[who].get(`${path()}?lang=en`));
    expect(found).not.toEqual([]);
    expect(found.filter(({ lang }) => lang !== 'fr')).toEqual([]);
  });

  it.each(pages)('has its English name beside it ($who, %#)', async ({ who, path }) => {
    const page = await visitors[who].get(`${path()}?lang=en`);
    expect(aloneOn(page)).toEqual([]);
    expect(Object.keys(NAMES).filter((name) => page.$('title').text().includes(name))).toEqual([]);
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
    const page = await employer.press(form, 'Check', { source });
    const found = signedOn(page);
    expect(found.length).toBeGreaterThan(1);
    expect(found.filter(({ lang }) => lang !== 'fr')).toEqual([]);
    expect(aloneOn(page)).toEqual([]);
    expect(page.text).toContain('I work in a team');
    expect(page.text).toContain('En autonomie, même quand ça change (On my own, even when');
  });
});
