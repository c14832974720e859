/** A card as it is made beside its person, and as somebody tries to come in with one. */
import type { Person } from '../../src/storage/store.ts';
import type { TestVisitor } from './visitor.ts';

export const PIN = '4928';

/** `staff`: a browser of somebody who may. */
export async function makeCardIn(staff: TestVisitor, person: Pick<Person, 'id'>, pin = PIN) {
  const asked = await staff.get(`/personnes/${person.id}/carte`);
  const page = await staff.press(asked, 'Faire ma carte', { pin, again: pin });
  const code = page.$('section .card-code').text().trim();
  const act = asked.$('input[name=act]').attr('value') ?? '';
  return { page, code, act };
}

/** With what is typed from the card. */
export async function enterWith(browser: TestVisitor, code: string, pin: string, more = {}) {
  const asked = await browser.press(await browser.get('/carte'), 'Continuer', { code });
  return browser.press(asked, 'Entrer', { pin, ...more });
}
