import type { Note } from '../../credentials/verification.ts';
import type { Say } from '../../credentials/verify/with-sentences.ts';
import type { HttpError } from '../../problems/http-error.ts';
import { refused } from './refuse-claims.ts';
import type { Departs } from './tasks.ts';

/** As many as a client repairs at once. */
const MOST = 5;

/** `schema: validUntil: It ends before it begins. (VCDM 2.0 §4)` */
export function refusedFor({ check, notes }: Departs, say: Say): HttpError {
  const tell = (note: Note) => `${note.place}: ${say(note)} (${note.rule})`;
  const told = [...new Set(notes.map(tell))].slice(0, MOST);
  return refused(`${check}: ${told.join(' ')}`);
}
