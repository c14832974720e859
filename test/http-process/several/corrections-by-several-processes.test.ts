/** Four processes on one store: twenty corrections of one person at once, by as many browsers. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPerson } from '../../../src/features/people/add-person.ts';
import type { Services } from '../../../src/services.ts';
import type { Person } from '../../../src/storage/store.ts';
import { type SeveralProcesses, startSeveral } from '../../support/programs/several-processes.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';

const PROCESSES = 4;
const CORRECTIONS = 20;

let several: SeveralProcesses;
let services: Services;
let karim: Person;
let bruno: Person;

beforeAll(async () => {
  several = await startSeveral(PROCESSES);
  ({ services } = several);
  const { kpa } = several;
  const nothing = { email: undefined, title: undefined };
  karim = await addPerson(services, kpa.id, {
    ...{ ...nothing, name: 'Karim Benali', roles: ['manager'] },
  });
  bruno = await addPerson(services, kpa.id, {
    ...{ ...nothing, name: 'Bruno Martin', roles: ['cooperant'] },
  });
});
afterAll(() => several.stop());

const browserAt = (at: number) => several.browserAt(at, karim);

const stored = async () => {
  const person = await services.store.people(bruno.kpaId).findById(bruno.id);
  if (!person) throw new Error('Nobody');
  return person;
};
const actsOn = async (act: string) => {
  const entries = services.store.registerEntries(bruno.kpaId);
  const all = await entries.all({ index: 'byAbout', equals: [bruno.id] }).toArray();
  return all.filter((entry) => entry.act === act).length;
};

interface Asked {
  readonly browser: TestVisitor;
  readonly form: Page;
  readonly fields: Readonly<Record<string, string>>;
}

const send = async ({ browser, form, fields }: Asked) => ({
  ...{ browser, fields },
  form: await browser.press(form, 'Enregistrer', fields),
});
const isThrough = ({ form }: Asked) => form.path === `/personnes/${bruno.id}?fait=corrige`;

it('of those who saw the same, one is written at a time; the others read it, and keep what they typed', async () => {
  let asked: readonly Asked[] = await Promise.all(
    Array.from({ length: CORRECTIONS }, async (_, at) => {
      const browser = await browserAt(at);
      const form = await browser.get(`/personnes/${bruno.id}/corriger`);
      const email = `bruno.${at}@hauts-pres.example`;
      return { browser, form, fields: { title: `Équipe ${at}`, ...(at % 2 === 0 && { email }) } };
    }),
  );
  let written = 0;
  while (asked.length > 0) {
    const answers = await Promise.all(asked.map(send));
    const done = answers.filter(isThrough);
    asked = answers.filter((one) => !isThrough(one));
    expect(done).toHaveLength(1);
    written += 1;
    const now = await stored();
    expect(now).toMatchObject(done[0]?.fields ?? {});
    expect(await actsOn('person-corrected')).toBe(written);
    for (const { form, fields } of asked) {
      expect(form.status).toBe(409);
      expect(form.$('[name=title]').val()).toBe(fields['title']);
      expect(form.text).toContain(now.title);
    }
  }
  expect(written).toBe(CORRECTIONS);
});

it('the same form, sent twenty times at once, is written once', async () => {
  const before = await actsOn('person-corrected');
  const browser = await browserAt(CORRECTIONS);
  const form = await browser.get(`/personnes/${bruno.id}/corriger`);
  const one = { browser, form, fields: { title: 'La même', email: 'bruno@hauts-pres.example' } };
  const answers = await Promise.all(Array.from({ length: CORRECTIONS }, () => send(one)));
  expect(answers.every(isThrough)).toBe(true);
  expect(await stored()).toMatchObject(one.fields);
  expect(await actsOn('person-corrected')).toBe(before + 1);
});
