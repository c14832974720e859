/** The card that somebody’s form asks for, with the person beside them; what stands against it, beside its fields. */
import type { Request } from 'express';
import { isOrWasStaff } from '../../people/who-may.ts';
import type { Person } from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { arrivalOf } from '../../web/arrival.ts';
import { demandProof } from '../../web/connections/proof.ts';
import type { FieldError } from '../../web/forms.ts';
import { visitorOf } from '../../web/sessions.ts';
import type { CardKeys } from './card-code.ts';
import { type MakingServices, makeNoted } from './make-noted.ts';
import { readPinForm } from './pin-form.ts';

/** `act`: of the form that made it. */
export interface AskedCard {
  readonly act: string;
  readonly keys: CardKeys;
}

/** `act`: of the form that is shown in place of this one. */
export interface RefusedCard {
  readonly status: 422 | 409;
  readonly act: string;
  readonly errors: readonly FieldError[];
}

/** A card of one of the team opens more: who makes it has just shown who they are. Throws BUSY. */
export async function makeAsked(
  services: MakingServices,
  req: Request,
  person: Person,
): Promise<AskedCard | RefusedCard> {
  const act = actIn(req.body);
  const form = readPinForm(req.body);
  if (!form.ok) return { status: 422, act, errors: form.errors };
  if (isOrWasStaff(person)) demandProof(req, services.clock());
  const { person: by } = visitorOf(req);
  const asked = { pin: form.values, act, at: arrivalOf(req) };
  const made = await makeNoted(services, by, person, asked);
  if (!('refused' in made)) return { act, keys: made };
  const errors = [{ field: 'pin', message: made.refused }];
  return { status: 409, act: newAct(), errors };
}
