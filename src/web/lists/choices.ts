/**
 * A form in which one ticks what is in a list longer than a part: its buttons lead from part to part,
 * and all that was ticked and typed goes along. It is sent as the form is, so that nothing of it
 * stands in an address; the route sees that a button was pressed, and does nothing else.
 */
import type { Identified } from '../../storage/store.ts';
import { severalIn } from '../forms.ts';
import type { Part, PlaceInList } from './parts.ts';

/** The name of those buttons. Their value: a list, and a place in it. */
const TURN = 'turn';

/** No form has more fields (app.ts). */
const MOST_TICKED = 400;

/** The ids of what is ticked in a list, as somebody sent them. */
export const tickedIn = (given: unknown, list: string): readonly string[] =>
  severalIn(given, list).slice(0, MOST_TICKED);

export const isTurned = (given: unknown): boolean => severalIn(given, TURN).length > 0;

/** Where the button leads, or else where the form was. */
function placeTyped(given: unknown, list: string): PlaceInList | undefined {
  const [name, place] = severalIn(given, TURN)[0]?.split(' ') ?? [];
  return name === list ? place : severalIn(given, `${list}-at`)[0];
}

interface Choosing<T> {
  /** The name of its boxes. */
  readonly list: string;
  /** What was sent so far: a form, or the query of an address. */
  readonly given: unknown;
  readonly read: (place: PlaceInList | undefined) => Promise<Part<T>>;
  /** Of these ids, what can be chosen. */
  readonly ticked: (ids: readonly string[]) => Promise<readonly T[]>;
}

export interface Choices<T> {
  /** What is ticked and stands elsewhere, then a part of the list. */
  readonly shown: readonly T[];
  readonly isTicked: (id: string) => boolean;
  /** For partials/fields/turns. */
  readonly turns: Pick<Part<T>, 'previous' | 'next'> & {
    readonly list: string;
    readonly at: PlaceInList;
  };
}

export async function readChoices<T extends Identified>(asked: Choosing<T>): Promise<Choices<T>> {
  const { list, given } = asked;
  const at = placeTyped(given, list) ?? '';
  const ids = tickedIn(given, list);
  const [{ items, ...around }, ticked] = await Promise.all([asked.read(at), asked.ticked(ids)]);
  const here = new Set(items.map(({ id }) => id));
  const elsewhere = ticked.filter(({ id }) => !here.has(id));
  return {
    shown: [...elsewhere, ...items],
    isTicked: (id) => ids.includes(id),
    turns: { list, at, ...around },
  };
}
