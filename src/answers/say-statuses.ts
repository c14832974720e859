/** What each status of a badge says, where there are several: one line for each that decides. */
import type { StatusOfPurpose, Verification } from '../credentials/verification.ts';
import { type Line, line } from './say-who.ts';

export function sayStatuses({ statuses = [] }: Verification): readonly Line[] {
  if (statuses.length < 2) return [];
  return statuses.flatMap(({ purpose, standing }) => {
    const name = NAMES.get(purpose);
    // A message, say: whatever it is, it takes nothing away.
    if (name === undefined && standing !== 'unknown') return [];
    return [line(`${name ?? `« ${purpose} »`} : ${SAID[standing]}.`)];
  });
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['revocation', 'Retrait'],
  ['suspension', 'Suspension'],
]);

const SAID: Record<StatusOfPurpose['standing'], string> = {
  valid: 'non',
  revoked: 'oui',
  suspended: 'oui',
  unknown: 'on ne sait pas',
};
