/**
 * Every form × everything that can be wrong in each field: a sentence in French at the field and
 * on top, 422, what was typed is still there, and nothing is written.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { documentsOf } from '../../support/storage/documents.ts';
import { type Fields, encode, fold, valuesOf } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld } from '../../support/world.ts';
import type { Bad } from './bad-fields.ts';
import { formAt, layFormGround } from './form-ground.ts';
import type { FormCase } from './form-table.ts';

const world = await createWorld();
afterAll(() => world.destroy());
const { people, forms } = await layFormGround(world);
const browsers: Readonly<Record<FormCase['who'], TestVisitor>> = {
  nadia: await world.signIn(people.nadia),
  leila: await world.signIn(people.leila),
  karim: await world.signIn(people.karim),
  zoe: await world.signIn(people.zoe),
  awa: await world.signIn(people.awa),
  anybody: world.visitor(),
};

async function tokenOf(browser: TestVisitor): Promise<Fields> {
  const token = (await browser.get('/')).$('[name=_csrf]').attr('value');
  return token === undefined ? {} : { _csrf: token };
}
const tokens: Readonly<Record<FormCase['who'], Fields>> = {
  nadia: await tokenOf(browsers.nadia),
  leila: await tokenOf(browsers.leila),
  karim: await tokenOf(browsers.karim),
  zoe: await tokenOf(browsers.zoe),
  awa: await tokenOf(browsers.awa),
  anybody: {},
};
/** What is stored, until the first right form at the end. */
const documents = await documentsOf(world.services.store);

async function send({ who, method, path, key }: FormCase, fields: Fields): Promise<Page> {
  if (key) await browsers[who].post(key.path, { ...key.fields, ...tokens[who] });
  return method === 'GET'
    ? browsers[who].get(`${path}?${encode(fields)}`)
    : browsers[who].post(path, { ...fields, ...tokens[who] });
}

function withFault({ good }: FormCase, { field, value }: Bad): Fields {
  const { [field]: _, ...others } = good;
  return value === undefined ? others : { ...others, [field]: value };
}

/** What the validation library says by itself. */
const ENGLISH = /invalid|expected|too (big|small)|string|array|option|undefined|null|NaN/i;

function expectSentences({ $, html }: Page, field: string): void {
  const links = $('.errors a').toArray();
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) {
    const sentence = fold($(link).text());
    expect(sentence).toMatch(/^\p{Lu}.+[.!?]$|Exemple : /u);
    expect(sentence).not.toMatch(ENGLISH);
    const id = ($(link).attr('href') ?? '').replace('#', '');
    expect($(`[id="${id}"]`)).toHaveLength(1);
    expect(fold($(`[id="${id}-error"]`).text())).toBe(`Erreur : ${sentence}`);
  }
  expect(links.map((link) => $(link).attr('href'))).toContain(`#${field}`);
  expect(html).toMatch(/<title>Erreur/);
}

/** The fields that were right are as they were sent. */
function expectKept({ $ }: Page, at: FormCase, sent: Fields, field: string): void {
  const form = formAt($, at);
  const values = valuesOf($, form);
  for (const [name, value] of Object.entries(sent)) {
    // A secret code is never shown again.
    const isShown =
      form.find(`[name="${name}"]`).not('.pin-field input, [type=password]').length > 0;
    if (isShown && name !== field) expect([name, values[name]]).toEqual([name, [value].flat()]);
  }
}

describe.each(forms)('%s', (_, form) => {
  it.each(
    form.bad.map((bad) => [bad.field.replace(/-[0-9a-f-]{36}$/, ''), bad.fault, bad] as const),
  )('refuses %s: %s', async (_name, _fault, bad) => {
    const fields = withFault(form, bad);
    const page = await send(form, fields);
    expect(page.status).toBe(422);
    expectSentences(page, bad.field);
    expectKept(page, form, fields, bad.field);
    expect(await documentsOf(world.services.store)).toEqual(documents);
  });

  it('keeps a text that is too long, to be shortened', async () => {
    const long = form.bad.filter(({ fault }) => fault === 'one character too long');
    for (const { field, value = '' } of long) {
      const page = await send(form, { ...form.good, [field]: value });
      expect(valuesOf(page.$, formAt(page.$, form))[field]).toEqual([value]);
    }
    expect(long.every(({ field }) => field in form.good)).toBe(true);
  });
});

// Last: it shows that the tables above start from what is right.
it.each(forms.filter(([, { known }]) => known === undefined))(
  'accepts %s that is right',
  async (_, form) => {
    const page = await send(form, form.good);
    expect(page.status).toBe(200);
    expect(page.$('.errors')).toHaveLength(0);
  },
);
