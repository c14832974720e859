import type { Note, Verification } from '../verification.ts';
import type { BakingNote } from './baked.ts';
import { BAKING_NOTES } from './notes.ts';

/** How a badge is baked belongs to the second answer: it says nothing of the signature. */
export function withBakingNotes(
  verification: Verification,
  codes: readonly BakingNote[] = [],
): Verification {
  if (codes.length === 0) return verification;
  const baked: readonly Note[] = codes.map((code) => ({ must: false, ...BAKING_NOTES[code] }));
  const { summary, notes } = verification;
  const standard = summary.standard === 'followed' ? 'notes' : summary.standard;
  return { ...verification, notes: [...notes, ...baked], summary: { ...summary, standard } };
}
