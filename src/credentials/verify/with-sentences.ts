/**
 * A verification with its sentences, for whoever reads them in one language: a program, a page in a
 * browser. The core has none: `say` looks one up by its code (languages/).
 */
import type { Check, Note, Said, Verification } from '../verification.ts';

export type Say = (said: Said) => string;

/** What is said, and how. */
export interface Sentence extends Said {
  readonly sentence: string;
}
export interface ToldCheck extends Omit<Check, 'explanation'>, Sentence {
  readonly explanation?: readonly Sentence[];
}
export interface ToldNote extends Note, Sentence {}

export interface ToldVerification extends Omit<Verification, 'checks' | 'notes' | 'credentials'> {
  readonly checks: readonly ToldCheck[];
  readonly notes: readonly ToldNote[];
  readonly credentials?: readonly ToldVerification[];
}

export function withSentences(verification: Verification, say: Say): ToldVerification {
  const { credentials, checks, notes, ...rest } = verification;
  return {
    ...rest,
    checks: checks.map((check) => tellCheck(check, say)),
    notes: notes.map((note) => tell(note, say)),
    ...(credentials && { credentials: credentials.map((one) => withSentences(one, say)) }),
  };
}

export function tellCheck({ explanation, ...check }: Check, say: Say): ToldCheck {
  const told = tell(check, say);
  return explanation ? { ...told, explanation: explanation.map((one) => tell(one, say)) } : told;
}

export const tell = <T extends Said>(said: T, say: Say): T & Sentence => {
  return { ...said, sentence: say(said) };
};
