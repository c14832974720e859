/** The person in the path of a page of the team: of the visitor’s KPA, and one whom they may act on. */
import type { Request } from 'express';
import { isGone, whoStays } from '../badges/records/who-stays.ts';
import { type Message, say } from '../language/message.ts';
import { HttpError, notFound } from '../problems/http-error.ts';
import { MovedError } from '../problems/moved-error.ts';
import type { Person, Store, Stored } from '../storage/store.ts';
import { param } from '../web/params.ts';
import { visitorOf } from '../web/sessions.ts';

interface Right {
  readonly mayActOn: (by: Person, person: Person) => boolean;
  /** What to say to who may not. */
  readonly refusal: (person: Person) => Message;
}

/** Throws NOT_FOUND, FORBIDDEN; for a record that was merged into another, it leads to that one. */
export async function personInPath(
  store: Pick<Store, 'people'>,
  req: Request,
  right?: Right,
): Promise<Stored<Person>> {
  const { person: by, kpa } = visitorOf(req);
  const id = param(req, 'id');
  const record = await store.people(kpa.id).findById(id);
  const person = await whoStays(store, record);
  if (!person || isGone(person)) throw notFound(say('error.no-such-person'));
  if (right && !right.mayActOn(by, person)) throw new HttpError('FORBIDDEN', right.refusal(person));
  // As it is routed: the page of a form that was kept answers at another address (give-back.ts).
  const path = `${req.baseUrl}${req.url}`;
  if (person.id !== id) throw new MovedError(path.replace(id, person.id));
  return person;
}
