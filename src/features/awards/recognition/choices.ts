/** How a form says who gets which badge: in fields that end with an id, which two records may have been. */
import { recordsOf } from '../../../badges/records/who-stays.ts';
import type { Person } from '../../../storage/store.ts';
import { severalIn, typedIn } from '../../../web/forms.ts';

/** A person gets no badge today; it also undoes what was chosen. */
export const NOT_TODAY = 'none';

/** What is said of a person, in fields that end with an id of theirs. */
const OF_PERSON = ['badge', 'sentence', 'asked', 'reread', 'seen'] as const;

/** A form that was shown before two records became one: its fields, under the ids of today. */
export function fieldsNow(input: unknown, people: readonly Person[]): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...typedIn(input), all: [], people: [] };
  const today = (id: string) => people.find((one) => recordsOf(one).includes(id))?.id ?? id;
  for (const list of ['all', 'people']) fields[list] = severalIn(input, list).map(today);
  for (const { id, mergedFrom = [] } of people) {
    for (const what of OF_PERSON) {
      const before = mergedFrom
        .map((one) => fields[`${what}-${one}`])
        .find((one) => one !== undefined);
      if (before === undefined) continue;
      fields[`${what}-${id}`] ??= before;
      for (const one of mergedFrom) Reflect.deleteProperty(fields, `${what}-${one}`);
    }
  }
  return fields;
}

export const choiceOf = (slug: string, level?: number): string =>
  level === undefined ? slug : `${slug}:${level}`;
