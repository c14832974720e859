/** A script in every text that somebody can type: it is kept, shown as text, and never run. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endorseAward } from '../../../src/features/endorsements/endorse-award.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { crawl } from '../../support/visits/crawl.ts';
import { playScene } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';
import { RULES } from './page-rules.ts';

const CANARY = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>`;
const OTHER = 'javascript:alert(1)//{{this}}${1}<b>';

let world: World;
let staff: TestVisitor;
let holder: TestVisitor;
let pages: readonly Page[];

beforeAll(async () => {
  world = await createWorld();
  const { services, hautsPres: kpa } = world;
  const person = { name: CANARY, title: CANARY, email: undefined };
  const accompagnant = await addPerson(services, kpa.id, { ...person, roles: ['accompagnant'] });
  const cooperant = await addPerson(services, kpa.id, { ...person, roles: ['cooperant'] });
  staff = await world.signIn(accompagnant);
  holder = await world.signIn(cooperant);
  await holder.press(await holder.get('/mes-badges/presentation'), 'Garder', {
    introduction: CANARY,
  });
  const cast = { kpa, staff: accompagnant, holder: cooperant, text: CANARY };
  const { token, accepted } = await playScene(world, cast);
  const colleague = await addPerson(services, kpa.id, { ...person, roles: ['accompagnant'] });
  await endorseAward(services, kpa, accepted.id, colleague, CANARY);
  const crawls = await Promise.all([
    crawl(staff, ['/experiences'], /^\/(badges|referentiels)/),
    crawl(holder, ['/mes-badges'], /^\/(badges|referentiels)/),
    crawl(world.visitor(), [`/p/${token}`], /^\/(badges|referentiels)/),
  ]);
  pages = crawls.flatMap((some) => [...some.values()]).filter(({ html }) => html.includes('<html'));
});
afterAll(() => world.destroy());

function expectHarmless(page: Page): void {
  const html = page.html.toLowerCase();
  expect(html).not.toMatch(/<script(?! src="\/assets\/)/);
  expect(html).not.toContain('<img src=x');
  for (const rule of [
    'has no script but one of ours, where its policy lets it, no style of its own, no frame',
    'has no handler and no odd address',
    'refers to no other origin',
  ]) {
    expect([page.path, RULES[rule]?.(page)]).toEqual([page.path, []]);
  }
}

it('is harmless on every page, and shown on many', () => {
  for (const page of pages) expectHarmless(page);
  const showing = pages.filter(({ text }) => text.includes('<script>alert(2)</script>'));
  expect(showing.length).toBeGreaterThan(10);
});

describe('typed into a form that is refused', () => {
  it.each<[string, () => TestVisitor, string, string, Record<string, string>]>([
    [
      'a person',
      () => staff,
      '/personnes/nouvelle',
      'Ajouter',
      { name: OTHER, title: CANARY, email: CANARY },
    ],
    [
      'an experience',
      () => staff,
      '/experiences/nouvelle',
      'Garder sans badge',
      { title: CANARY, place: OTHER, kind: CANARY, date: CANARY, people: CANARY },
    ],
    [
      'a share link',
      () => holder,
      '/partages/nouveau',
      'Faire le partage',
      { label: CANARY, days: OTHER, awards: CANARY },
    ],
    [
      'a presentation',
      () => holder,
      '/mes-badges/presentation',
      'Garder',
      { introduction: CANARY.repeat(9) },
    ],
    ['a sign-in', () => world.visitor(), '/connexion', 'Recevoir le lien', { email: CANARY }],
    ['a code', () => world.visitor(), '/connexion/attente', 'Entrer', { code: CANARY }],
    [
      'a badge to verify',
      () => world.visitor(),
      '/verifier',
      'Vérifier',
      { source: CANARY, name: OTHER },
    ],
  ])('it comes back as text: %s', async (_, visitor, path, button, fields) => {
    const browser = visitor();
    const page = await browser.press(await browser.get(path), button, fields);
    expect(page.status).toBe(422);
    expectHarmless(page);
    const [name = '', value = ''] = Object.entries(fields)[0] ?? [];
    expect(String(page.$(`[name="${name}"]`).val()).trim()).toBe(value);
  });

  it('is harmless on the way to taking several badges back', async () => {
    const paths = [...(await crawl(staff, ['/personnes'], /^\/(badges|referentiels)/)).keys()];
    const [path = ''] = paths.filter((one) => /^\/personnes\/.+\/retirer$/.test(one));
    const choice = await staff.get(path);
    const awards = choice.$('[name=awards]').toArray();
    const ids = awards.map((box) => choice.$(box).attr('value') ?? '');
    const question = await staff.press(choice, 'Continuer', { awards: ids, reason: 'badge' });
    const outcomes = await staff.press(question, /^Retirer/);
    for (const page of [question, outcomes]) {
      expect(page.text).toContain('<script>alert(2)</script>');
      expectHarmless(page);
    }
  });

  it('is harmless in an address too', async () => {
    const paths = [
      `/verifier?lien=${encodeURIComponent(CANARY)}`,
      `/${encodeURIComponent(CANARY)}`,
    ];
    for (const path of paths) expectHarmless(await world.visitor().get(path));
    const scene = await staff.get(`/experiences?page=${encodeURIComponent(CANARY)}`);
    expectHarmless(scene);
  });

  it('is harmless in a badge that somebody else made', async () => {
    const badge = JSON.stringify({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      id: 'https://elsewhere.example/1',
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: CANARY,
      issuer: { id: 'did:web:elsewhere.example', type: ['Profile'], name: CANARY, url: OTHER },
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {
        id: OTHER,
        type: ['AchievementSubject'],
        narrative: CANARY,
        achievement: {
          id: OTHER,
          type: ['Achievement'],
          name: CANARY,
          description: CANARY,
          criteria: { id: OTHER, narrative: CANARY },
          image: { id: OTHER, type: 'Image' },
        },
      },
      proof: [
        {
          type: 'DataIntegrityProof',
          cryptosuite: 'eddsa-rdfc-2022',
          created: '2026-01-01T00:00:00Z',
          verificationMethod: 'did:web:elsewhere.example#key-1',
          proofPurpose: 'assertionMethod',
          proofValue: `z${'2'.repeat(88)}`,
        },
      ],
    });
    const browser = world.visitor();
    const page = await browser.press(await browser.get('/verifier'), 'Vérifier', { source: badge });
    expect(page.status).toBe(200);
    expect(page.text).toContain('<script>alert(2)</script>');
    expectHarmless(page);
  });
});
