/** An update of one machine after the other: two versions over one storage at the same time. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Experience } from '../../src/storage/store.ts';
import { fillForm, SIGN, storedAwards } from '../support/cast.ts';
import type { Page, TestVisitor } from '../support/visitor.ts';
import { createHouse, type House } from './two-versions.ts';

const VALID = { authentic: 'yes', standing: 'valid' };
const REVOKED = { authentic: 'yes', standing: 'revoked' };
const ROUNDS = 6;

let house: House;
let sides: readonly Awaited<ReturnType<House['start']>>[];
let browsers: readonly TestVisitor[];

beforeAll(async () => {
  house = await createHouse();
  sides = [await house.start('this'), await house.start('released', 'beside')];
  browsers = sides.map((side) => side.browser());
  for (const browser of browsers) await house.signIn(browser);
}, 120_000);
afterAll(() => house.destroy());

interface Filled {
  readonly experience: Experience;
  /** The same form, as each of them shows it. */
  readonly forms: readonly Page[];
}

async function fill(title: string): Promise<Filled> {
  const experience = await house.recordExperience(title);
  const forms = await Promise.all(browsers.map((one) => fillForm(one, house, experience)));
  return { experience, forms };
}

async function press(form: Page | undefined, at: number): Promise<Page> {
  const browser = browsers[at];
  if (!form || !browser) throw new Error('There is no form');
  return browser.press(form, SIGN);
}

async function awardsOf(filled: readonly Filled[]) {
  const all = await Promise.all(filled.map(({ experience }) => storedAwards(house, experience)));
  expect(all.map((awards) => new Set(awards.map(({ personId }) => personId)).size)).toEqual(
    filled.map(() => house.holders.length),
  );
  const awards = all.flat();
  expect(awards).toHaveLength(filled.length * house.holders.length);
  const entries = awards.map(({ statusListId, statusIndex }) => `${statusListId} ${statusIndex}`);
  expect(new Set(entries).size).toBe(entries.length);
  return all;
}

it('forms sent to both at once: each badge is there once, with an entry of its own', async () => {
  const filled = await Promise.all(Array.from({ length: ROUNDS }, (_, at) => fill(`Buffet ${at}`)));
  const answers = await Promise.all(filled.map(({ forms }, at) => press(forms[at % 2], at % 2)));
  expect(answers.map((answer) => answer.path.endsWith('signes=4'))).toEqual(filled.map(() => true));
  const all = await awardsOf(filled);

  // What one signs the other takes back, and both say so.
  for (const [at, [award]] of all.entries()) {
    if (!award) throw new Error('There is no badge');
    const other = browsers[(at + 1) % 2];
    const page = await other?.get(`/reconnaissances/${award.id}/retirer`);
    if (page) await other?.press(page, /^(Annuler|Retirer) le badge$/u, { reason: 'badge' });
    for (const side of sides) expect(await side.verify(award)).toEqual(REVOKED);
  }
  for (const [, ...standing] of all) {
    for (const side of sides) {
      expect(await Promise.all(standing.map(side.verify))).toEqual(standing.map(() => VALID));
    }
  }
});

it('one act that is sent to both makes its badges once', async () => {
  const filled = await fill('Marché');
  await Promise.all(filled.forms.map(press));
  await awardsOf([filled]);
});

it('neither has failed, and both find all of it in order', async () => {
  for (const side of sides) expect(await side.end()).not.toMatch(/"level":[56]0/);
  for (const version of ['this', 'released'] as const) {
    expect(await house.check(version)).toMatchObject({ code: 0 });
  }
});
