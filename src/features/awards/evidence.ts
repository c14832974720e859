import type { Draft } from './draft.ts';

/**
 * The evidence of an award: what was done, when, with how many. Only its digest is signed, so it
 * can be erased and the badge still verifies. The nonce keeps its digest from being guessed.
 */
export function describeEvidence({ experience, person }: Draft, nonce: string): string {
  const { kind, title, date, place, participants } = experience;
  const task = participants.find(({ personId }) => personId === person.id)?.task;
  return JSON.stringify({
    kind,
    title,
    date,
    ...(place !== undefined && { place }),
    groupSize: participants.length,
    ...(task !== undefined && { task }),
    nonce,
  });
}
