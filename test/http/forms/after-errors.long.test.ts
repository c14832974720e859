/** Every form, while the storage fails in each way: the page that says so leads back to what was typed (docs/adr/0046). */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, StoreError } from '../../../src/storage/database.ts';
import { mayComeBack } from '../../../src/web/kept/secret-fields.ts';
import { valuesOf } from '../../support/forms.ts';
import { openTestDatabase } from '../../support/storage/databases.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld } from '../../support/world.ts';
import { formAt, layFormGround } from '../access/form-ground.ts';
import type { FormCase } from '../access/form-table.ts';

/** An answer to be read again, and the choice of whom to give a card. */
const WRITES_NOTHING = /\/(?:relire|cartes)$/;

let failure: (() => Error) | undefined;
/** A form is kept there, which the test wants to see. */
const WORK_ON = ['keptForms', 'limitUses'];

/** A real database that writes nothing of what people do when told so. */
function failing(database: Database): Database {
  return {
    description: database.description,
    ping: () => database.ping(),
    findDamage: () => database.findDamage(),
    close: () => database.close(),
    collection(declaration) {
      const collection = database.collection(declaration);
      const orFail = <R>(write: () => Promise<R>): Promise<R> =>
        failure && !WORK_ON.includes(declaration.name) ? Promise.reject(failure()) : write();
      return {
        ...collection,
        insert: (document) => orFail(() => collection.insert(document)),
        replace: (document) => orFail(() => collection.replace(document)),
      };
    },
  };
}

const opened = await openTestDatabase();
const world = await createWorld({ database: failing(opened.database) });
afterAll(async () => {
  await world.destroy();
  await opened.destroy();
});
const { people, forms: all } = await layFormGround(world);
/** Those that write something, and hold more than a secret code. */
const forms = all.filter(
  ([, { who, method, path, good }]) =>
    who !== 'anybody' && !method && !WRITES_NOTHING.test(path) && !('pin' in good),
);

beforeEach(() => {
  failure = undefined;
});

const hidden = ({ $ }: Page, name: string) => $(`[name=${name}]`).last().attr('value') ?? '';

/** The form on its page, or on the page that it is an answer to. */
async function show(browser: TestVisitor, { page, path, after, good }: FormCase): Promise<Page> {
  if (after === undefined) return browser.get(page ?? path);
  const first = await browser.get(page ?? path.replace(/\/signer$/, ''));
  return browser.post(after, { ...good, _csrf: hidden(first, '_csrf') });
}

function expectAsTyped({ $, text }: Page, form: FormCase): void {
  const { good } = form;
  const values = valuesOf($, formAt($, form));
  for (const [name, value] of Object.entries(good)) {
    const expected = mayComeBack(name) ? [value].flat() : [''];
    expect([name, values[name], text]).toEqual([name, expected, text]);
  }
}

describe.each([
  ['breaks', () => new Error('disk I/O error')],
  ['is away', () => new StoreError('UNAVAILABLE', 'The database is away')],
  ['says that somebody else wrote', () => new StoreError('VERSION_CONFLICT', 'It is another one')],
] as const)('where the storage %s', (_, error) => {
  it.each(forms)('%s', async (_name, form) => {
    const browser = await world.signIn(people[form.who]);
    const shown = await show(browser, form);
    const tokens = { _csrf: hidden(shown, '_csrf'), _page: hidden(shown, '_page') };
    failure = error;
    const page = await browser.post(form.path, { ...form.good, ...tokens });
    failure = undefined;
    expect(page.status).toBeGreaterThanOrEqual(400);
    // Some pages tell what became of each badge, and have the form in them.
    const isTold = page.$('main form').length > 0;
    expectAsTyped(isTold ? page : await browser.click(page, 'Reprendre la page'), form);
  });
});
