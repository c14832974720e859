/** What each status of a badge says, where there are several: one line for each that decides. */
import type { StatusOfPurpose, Verification } from '../credentials/verification.ts';
import { type Message, say, typed } from '../language/message.ts';

export function sayStatuses({ statuses = [] }: Verification): readonly Message[] {
  if (statuses.length < 2) return [];
  return statuses.flatMap(({ purpose, standing: status }) => {
    const said = SAID.get(purpose);
    if (said) return [say(said[status])];
    // A message, say: whatever it is, it takes nothing away.
    return status === 'unknown' ? [say('answer.purpose-unknown', { name: typed(purpose) })] : [];
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
      unknown: 'answer.revocation-open',
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
