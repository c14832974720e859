/**
 * What a thread is kept for: badges of ours, which are small and ask nobody outside. Told by the raw
 * text, in which anybody can write our name: so it must be small as well, and is ended early.
 */
import { type Foresight, type Question } from '../../credentials/read/foresee.ts';
import type { AllAddresses } from '../../badges/addresses.ts';
import { isOfOurs, ourDids } from './surroundings.ts';

/** A badge of ours has 250 values; its image, the largest of its forms, 32 KB. */
const BRIEF = { bytes: 131_072, values: 1_000 };

export interface Briefness {
  /** Whether it names one of our KPAs, and is as small as their badges are. */
  ofFile(file: string | Uint8Array): boolean;
  ofText(foresight: Foresight): boolean;
  /** Whether the store answers all of them. */
  ofQuestions(questions: readonly Question[]): boolean;
}

export function createBriefness(addresses: AllAddresses): Briefness {
  const names = ourDids(addresses);
  const isOurs = (question: Question) => isOfOurs(addresses, question);
  return {
    ofFile: (file) => file.length <= BRIEF.bytes && namesAny(wordsOf(file), names),
    ofText: ({ questions, values }) => values <= BRIEF.values && questions.some(isOurs),
    ofQuestions: (questions) => questions.every(isOurs),
  };
}

const namesAny = (words: string, names: readonly string[]) =>
  names.some((name) => words.includes(name));

/** The payload of a JWT, or else all of it. Images carry their badge uncompressed. */
function wordsOf(file: string | Uint8Array): string {
  const text = typeof file === 'string' ? file : Buffer.from(file).toString('latin1');
  const [, payload] = /^\s*ey[\w-]+\.([\w-]+)\./.exec(text) ?? [];
  return payload === undefined ? text : Buffer.from(payload, 'base64url').toString('latin1');
}
