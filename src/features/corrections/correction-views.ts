/** What the form is filled in with, and what is said where somebody else was faster. */
import { conjunction } from '../../language/lists.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { ROLE_LABELS } from '../../badges/labels.ts';
import type { Person } from '../../storage/store.ts';
import type { FieldError } from '../../web/forms.ts';
import { type PersonCorrection, correctionOf, stampOf } from './correction-form.ts';

export const valuesOf = (person: Person) => ({ ...correctionOf(person), seen: stampOf(person) });

/** For each field that they have differently now: what is there. */
export function meanwhile(now: Person, said: PersonCorrection): readonly FieldError[] {
  return FIELDS.filter((field) => String(now[field] ?? '') !== String(said[field] ?? '')).map(
    (field) => ({ field, message: written(now, field) }),
  );
}

const FIELDS = ['name', 'roles', 'email', 'phone', 'bySms', 'title', 'joinedOn'] as const;

function written(now: Person, field: (typeof FIELDS)[number]): Message {
  if (field === 'roles') {
    const roles = conjunction(now.roles.map((role) => ROLE_LABELS[role]));
    return say('corrections.roles-meanwhile', { roles });
  }
  if (field === 'joinedOn') return say('corrections.day-meanwhile', { on: now.joinedOn });
  if (field === 'bySms') {
    return say(now.bySms === true ? 'corrections.sms-meanwhile' : 'corrections.no-sms-meanwhile');
  }
  const value = now[field];
  if (value === undefined) return say('corrections.emptied-meanwhile');
  return say('corrections.written-meanwhile', { value: typed(value) });
}
