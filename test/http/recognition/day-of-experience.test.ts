/** « Aujourd’hui » and « Hier » at one touch, in a browser that hides what is not asked and in one that does not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import type { Fields } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let nadia: TestVisitor;
let page: Page;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
  page = await nadia.get('/experiences/nouvelle');
});
afterAll(() => world.destroy());

const record = async (fields: Fields) => {
  const form = await nadia.get('/experiences/nouvelle');
  const work = { title: 'Repas de quartier', kind: 'support', people: [world.awa.id] };
  return nadia.press(form, 'Garder sans badge', { ...work, ...fields });
};
const days = () => page.$('[name=day]').map((_, one) => page.$(one).attr('value') ?? '');

it('are the days of France, and today is chosen', () => {
  const [today = '', yesterday = '', other] = days().get();
  expect(Date.parse(today) - Date.parse(yesterday)).toBe(86_400_000);
  expect([other, page.$('[name=day]:checked').attr('value')]).toEqual(['other', today]);
});

it('are what was chosen, and another day is asked for', async () => {
  const [, yesterday = ''] = days().get();
  expect((await record({ day: yesterday })).$('main time').attr('datetime')).toBe(yesterday);
  const other = await record({ day: 'other', date: '2026-09-30' });
  expect(other.$('main time').attr('datetime')).toBe('2026-09-30');
  const none = await record({ day: 'other' });
  expect([none.status, none.$('#date-error').length]).toEqual([422, 1]);
});

it('a date that was typed beside « Aujourd’hui » is asked about, and not thrown away', async () => {
  const refused = await record({ date: '2026-09-29' });
  expect(refused.status).toBe(422);
  expect(refused.$('#date').val()).toBe('2026-09-29');
  expect(refused.$('[name=day]:checked').attr('value')).toBe('other');
  const kept = await nadia.press(refused, 'Garder sans badge');
  expect(kept.$('main time').attr('datetime')).toBe('2026-09-29');
});

it('of a correction may become today, whatever day stood there', async () => {
  const [today = ''] = days().get();
  const made = await record({ day: 'other', date: '2026-09-28' });
  const form = await nadia.click(made, 'Corriger cette expérience');
  expect(form.$('[name=day]:checked').attr('value')).toBe('other');
  expect(form.$('#date').val()).toBe('2026-09-28');
  const corrected = await nadia.press(form, 'Garder', { day: today });
  expect(corrected.$('main time').attr('datetime')).toBe(today);
});

describe('a day to come', () => {
  const NOT_YET = 'Ce jour n’est pas encore venu.';

  it('is no experience, recorded, corrected or told; tomorrow is today further east', async () => {
    const [today = ''] = days().get();
    const after = (count: number) =>
      new Date(Date.parse(today) + count * 86_400_000).toISOString().slice(0, 10);
    const refused = await record({ day: 'other', date: after(2) });
    expect([refused.status, refused.$('#date').val()]).toEqual([422, after(2)]);
    expect(refused.$('#date-error').text()).toContain(NOT_YET);
    const made = await record({ day: 'other', date: after(1) });
    expect(made.$('main time').attr('datetime')).toBe(after(1));
    const form = await nadia.click(made, 'Corriger cette expérience');
    const wrong = await nadia.press(form, 'Garder', { day: 'other', date: after(30) });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining(NOT_YET)]);
    const awa = await world.signIn(world.awa);
    const tell = await awa.get('/dire-ce-que-j-ai-fait');
    const told = await awa.press(tell, 'Envoyer', {
      ...{ day: 'other', date: after(2), words: 'J’ai porté les tables.', way: 'write' },
    });
    expect([told.status, told.text]).toEqual([422, expect.stringContaining(NOT_YET)]);
  });

  it('that was recorded before is not signed', async () => {
    const work = await recordExperience(world.services, {
      values: {
        ...({ title: 'Fête du printemps', kind: 'support', date: '2027-03-20' } as const),
        ...{ place: undefined, people: [world.awa.id] },
      },
      ...{ participants: [world.awa], by: world.nadia },
    });
    const form = await nadia.get(`/experiences/${work.id}/reconnaitre`);
    const refused = await nadia.press(form, 'Relire avant de signer', {
      [`badge-${world.awa.id}`]: 'travailler-en-equipe:2',
      [`sentence-${world.awa.id}`]: 'A porté les tables avec les autres.',
    });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(NOT_YET)]);
    expect(refused.$(`[name="sentence-${world.awa.id}"]`).val()).toContain('porté les tables');
  });
});
