/** The people of a KPA by name: who had a badge lately, and of whom nothing was written (docs/adr/0052). */
import { isHere } from '../../badges/records/who-stays.ts';
import type { RecognitionEntry, Store } from '../../storage/store.ts';
import { HttpError } from '../../problems/http-error.ts';
import { type PlaceInList, readPart } from '../../web/lists/parts.ts';

export async function readNames(
  { people, recognitionEntries }: Store,
  kpaId: string,
  list: RecognitionEntry['list'],
  place: PlaceInList | undefined,
) {
  const entries = recognitionEntries(kpaId);
  const query = { index: 'byOrder', equals: [list] } as const;
  const [{ items, ...around }, count] = await Promise.all([
    readPart(entries, query, place),
    entries.count(query),
  ]);
  const found = await people(kpaId).readable.findByIds(items.map(({ id }) => id));
  return { people: found.filter(isHere).map(({ id, name }) => ({ id, name })), around, count };
}

/** Whoever stood where a part began has a badge by now, and another place: the list is read from its top. */
export async function orFromTop<T>(
  read: (place: PlaceInList | undefined) => Promise<T>,
  place: PlaceInList | undefined,
): Promise<T> {
  try {
    return await read(place);
  } catch (error) {
    if (place === undefined || !(error instanceof HttpError) || error.code !== 'BAD_REQUEST')
      throw error;
    return read(undefined);
  }
}
