/** Who is in several KPAs with one address says which of them they want to enter. */
import type { Response } from 'express';
import { z } from 'zod';
import { typed } from '../../language/message.ts';
import { type FieldError, formView } from '../../web/forms.ts';
import type { Place } from './use-link.ts';

const placeForm = z.object({ person: z.string() });

/** Undefined if there are several, and none of them was chosen. */
export function choosePlace(places: readonly Place[], body: unknown): Place | undefined {
  if (places.length < 2) return places[0];
  const form = placeForm.safeParse(body);
  return places.find(({ person }) => person.id === form.data?.person);
}

/** The language that the person of a link chose; of several people with one address, the first that did. */
export const languageAmong = (places: readonly Place[]): string | undefined =>
  places.find(({ person }) => person.language !== undefined)?.person.language;

interface Shown {
  /** The link was asked for in another browser. */
  readonly elsewhere?: boolean;
  readonly errors?: readonly FieldError[];
}

export function showPlaces(
  res: Response,
  places: readonly Place[],
  { elsewhere, errors = [] }: Shown,
): void {
  const [first] = places;
  res.render('sign-in/confirm', {
    elsewhere,
    isChoice: elsewhere !== true && places.length > 1,
    place: places.length === 1 ? first : undefined,
    places: places.map(({ person, kpa }) => ({
      value: person.id,
      label: typed(kpa.name),
      detail: typed(person.name),
    })),
    ...(errors.length > 0 && formView({ errors, typed: {} })),
  });
}
