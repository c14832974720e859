/** A work of twenty people: eight cards at a time, and nothing that was said of the others is lost. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Experience, Person } from '../../../src/storage/store.ts';
import { recognised } from '../../support/recognition.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const SENTENCE = 'A rangé la salle jusqu’au bout.';

let world: World;
let nadia: TestVisitor;
let people: readonly Person[];
let experience: Experience;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
  const { services, hautsPres } = world;
  const letters = Array.from({ length: 20 }, (_, at) => String.fromCharCode(65 + at));
  people = await Promise.all(
    letters.map((letter) => world.add(hautsPres, `${letter}lix Martin`, 'cooperant')),
  );
  experience = await services.store.experiences(hautsPres.id).insert({
    ...{ id: randomUUID(), kpaId: hautsPres.id, title: 'Grand nettoyage', kind: 'support' },
    ...{ date: '2026-10-12', participants: people.map(({ id }) => ({ personId: id })) },
    ...{ createdBy: world.nadia.id, createdAt: services.clock().toISOString() },
  });
});
afterAll(() => world.destroy());

const form = () => nadia.get(`/experiences/${experience.id}/reconnaitre`);
const names = ({ $ }: Page) =>
  $('.recognise h2')
    .toArray()
    .map((one) => $(one).text().charAt(0))
    .join('');
const ofPerson = (at: number, sentence = SENTENCE) =>
  recognised(people[at]?.id ?? '', 'transmettre', { sentence });

it('turns to those before and after, and gives to people of every page', async () => {
  const first = await form();
  expect([names(first), first.text.includes('Personnes 1 à 8 sur 20')]).toEqual(['ABCDEFGH', true]);
  const second = await nadia.press(first, 'Personnes suivantes', ofPerson(1));
  expect(names(second)).toBe('IJKLMNOP');
  const third = await nadia.press(second, 'Personnes suivantes', ofPerson(9));
  expect([names(third), third.text.includes('Personnes suivantes')]).toEqual(['QRST', false]);
  const back = await nadia.press(third, 'Personnes précédentes', ofPerson(19));
  expect(names(back)).toBe('IJKLMNOP');
  expect(back.$(`[name="badge-${people[9]?.id ?? ''}"]:checked`).val()).toBe('transmettre');
  const preview = await nadia.press(back, 'Relire avant de signer');
  const read = preview
    .$('main li h2')
    .toArray()
    .map((one) => preview.$(one).text().charAt(0));
  expect(read).toEqual(['B', 'J', 'T']);
  const corrected = await nadia.press(preview, /^Corriger : Tlix/u);
  expect(names(corrected)).toBe('QRST');
  const again = await nadia.press(corrected, 'Relire avant de signer');
  expect((await nadia.press(again, 'Signer 3 badges')).text).toContain('3 badges signés.');
});

it('shows the cards among which something is wrong, whichever were in sight', async () => {
  const page = await form();
  const refused = await nadia.press(page, 'Relire avant de signer', {
    ...ofPerson(2),
    ...ofPerson(12, 'Court.'),
  });
  expect([refused.status, names(refused)]).toEqual([422, 'IJKLMNOP']);
  expect(refused.$(`#sentence-${people[12]?.id ?? ''}`).val()).toBe('Court.');
  const said = { [`sentence-${people[12]?.id ?? ''}`]: SENTENCE };
  const preview = await nadia.press(refused, 'Relire avant de signer', said);
  expect(preview.$('main li h2')).toHaveLength(2);
});

it('what is wrong on cards of two parts leads to each: those that are not there, by the buttons', async () => {
  const first = await form();
  const second = await nadia.press(first, 'Personnes suivantes', ofPerson(2, 'Court.'));
  const refused = await nadia.press(second, 'Relire avant de signer', ofPerson(10, 'Court.'));
  expect([refused.status, names(refused)]).toEqual([422, 'ABCDEFGH']);
  const links = refused.$('.errors a').map((_, one) => refused.$(one).attr('href') ?? '');
  expect(links.get()).toEqual([`#sentence-${people[2]?.id ?? ''}`, '#turns']);
  for (const link of links.get()) expect(refused.$(link)).toHaveLength(1);
});
