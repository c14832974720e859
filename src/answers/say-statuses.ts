/** What each status of a badge says, where there are several: one line for each that decides. */
import type { StatusOfPurpose, Verification } from '../credentials/verification.ts';
import { type Message, say, typed } from '../language/message.ts';

export function sayStatuses({ statuses = [] }: Verification): readonly Message[] {
  if (statuses.length < 2) return [];
  return statuses.flatMap(({ purpose, standing }) => {
    const said = SAID.get(purpose);
    if (said) return [say(said[standing])];
    // A message, say: whatever it is, it takes nothing away.
    return standing === 'unknown' ? [say('answer.purpose-unknown', { name: typed(purpose) })] : [];
  });
}

type Codes = Readonly<Record<StatusOfPurpose['standing'], string>>;

const SAID: ReadonlyMap<string, Codes> = new Map([
  [
    'revocation',
    {
      valid: 'answer.revocation-no',
      revoked: 'answer.revocation-yes',
      suspended: 'answer.revocation-yes',
      unknown: 'answer.revocation-unknown',
    },
  ],
  [
    'suspension',
    {
      valid: 'answer.suspension-no',
      revoked: 'answer.suspension-yes',
      suspended: 'answer.suspension-yes',
      unknown: 'answer.suspension-open',
    },
  ],
]);
