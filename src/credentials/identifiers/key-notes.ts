/** Departures in how a signature names its key, and in how an issuer publishes it. */
import type { Note, Said } from '../verification.ts';

/** Where a signature names its key, and the rule for it. */
export interface Naming {
  readonly place: string;
  readonly rule: string;
  /** Whether it may be left out. */
  readonly isOptional: boolean;
}

export const IN_PROOF: Naming = {
  place: 'proof.verificationMethod',
  rule: 'VC Data Integrity 1.0 §2.1',
  isOptional: true,
};

export const IN_HEADER: Naming = {
  place: 'kid',
  rule: 'Open Badges 3.0 §8.2.1',
  isOptional: false,
};

/** `name`: the issuer's, if anything is named. */
export function namesNoMethod(
  { name }: { readonly name: string | undefined },
  { place, rule, isOptional }: Naming,
): Note {
  const isBare = name !== undefined;
  return { place, rule, must: isBare || !isOptional, ...(isBare ? ISSUER_ALONE : NOTHING) };
}

const ISSUER_ALONE: Said = { code: 'note.issuer-named-alone' };

const NOTHING: Said = { code: 'note.no-key-named' };

export const namesInShort = ({ place, rule }: Naming): Note => ({
  place,
  rule,
  must: true,
  code: 'note.key-named-in-short',
});

export const NO_RELATIONSHIP: Note = {
  place: 'issuer.assertionMethod',
  rule: 'Controlled Identifiers 1.0 §2.3',
  must: true,
  code: 'note.keys-without-purpose',
};

export const UNUSUAL_TYPE: Note = {
  place: 'issuer.verificationMethod.type',
  rule: 'Controlled Identifiers 1.0 §2.2',
  must: true,
  code: 'note.key-of-unusual-type',
};

export const UNREADABLE_DATE: Note = {
  place: 'proof.created',
  rule: 'VC Data Integrity 1.0 §2.1',
  must: true,
  code: 'note.proof-date-unreadable',
};

/** Of the first badges of VCDM 1.1: few verify it today. */
export const OLD_SUITE: Note = {
  place: 'proof.type',
  rule: 'VC Data Integrity 1.0 §2.1',
  must: false,
  code: 'note.older-suite',
};
