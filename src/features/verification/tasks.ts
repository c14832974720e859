/** What of a verification is done in a thread: all that reads what strangers hand in. */
import { foresee, type Foresight, type Question } from '../../credentials/read/foresee.ts';
import { type BadgeFile, readBadgeFile } from '../../credentials/formats/read-badge-file.ts';
import type { Verification } from '../../credentials/verify/verify.ts';
import type { PresentationVerification } from '../../credentials/verify/verify-presentation.ts';
import { type Spend, type Task, valuesOfBytes } from '../../threads/task.ts';
import { recall, type Told } from './told.ts';
import {
  createVerifier,
  type CredentialQuestion,
  type PresentationQuestion,
  type Verifier,
} from './verifier.ts';

export const readFileTask: Task<Uint8Array, BadgeFile> = {
  name: 'read a file',
  run: (file, spend) => {
    spend(valuesOfBytes(file.length));
    return readBadgeFile(file);
  },
};

export const foreseeTask: Task<string, Foresight> = {
  name: 'foresee questions',
  run: (text, spend) => {
    spend(valuesOfBytes(text.length));
    return foresee(text);
  },
};

export interface ToVerify<Asked> {
  readonly text: string;
  readonly question: Asked;
  readonly now: Date;
  readonly told: Told;
  /** Nothing more is told: what is not known by now is not known. */
  readonly isLast: boolean;
}

/** Or what it must know before. */
export type RoundResult<Answer> =
  { readonly answer: Answer } | { readonly asks: readonly Question[] };

export const verifyCredentialTask: Task<ToVerify<CredentialQuestion>, RoundResult<Verification>> = {
  name: 'verify a credential',
  run: (given, spend) =>
    verify(given, spend, (verifier) => verifier.verifyCredential(given.text, given.question)),
};

export const verifyPresentationTask: Task<
  ToVerify<PresentationQuestion>,
  RoundResult<PresentationVerification>
> = {
  name: 'verify a presentation',
  run: (given, spend) =>
    verify(given, spend, (verifier) => verifier.verifyPresentation(given.text, given.question)),
};

async function verify<Answer>(
  { text, now, told, isLast }: Omit<ToVerify<unknown>, 'question'>,
  spend: Spend,
  run: (verifier: Verifier) => Promise<Answer>,
): Promise<RoundResult<Answer>> {
  spend(valuesOfBytes(text.length));
  const { surroundings, untold } = recall(told);
  const answer = await run(createVerifier(surroundings, () => now, { spend }));
  const asks = untold();
  return asks.length === 0 || isLast ? { answer } : { asks };
}
