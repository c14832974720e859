/** Departures in how a signature names its key, and in how an issuer publishes it. */
import type { Note, Words } from '../verification.ts';

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
  return { place, rule, must: isBare || !isOptional, sentence: isBare ? ISSUER_ALONE : NOTHING };
}

const ISSUER_ALONE: Words = {
  fr: 'La signature nomme l’émetteur, et non sa clé.',
  en: 'The signature names the issuer, and not its key.',
};

const NOTHING: Words = {
  fr: 'La signature ne nomme aucune clé.',
  en: 'The signature names no key.',
};

export const namesInShort = ({ place, rule }: Naming): Note => ({
  place,
  rule,
  must: true,
  sentence: {
    fr: 'La signature nomme sa clé en abrégé.',
    en: 'The signature names its key in short.',
  },
});

export const NO_RELATIONSHIP: Note = {
  place: 'issuer.assertionMethod',
  rule: 'Controlled Identifiers 1.0 §2.3',
  must: true,
  sentence: {
    fr: 'L’émetteur ne dit pas à quoi servent ses clés.',
    en: 'The issuer does not say what its keys are for.',
  },
};

export const UNUSUAL_TYPE: Note = {
  place: 'issuer.verificationMethod.type',
  rule: 'Controlled Identifiers 1.0 §2.2',
  must: true,
  sentence: {
    fr: 'L’émetteur donne à sa clé un type inhabituel.',
    en: 'The issuer gives its key an unusual type.',
  },
};

export const UNREADABLE_DATE: Note = {
  place: 'proof.created',
  rule: 'VC Data Integrity 1.0 §2.1',
  must: true,
  sentence: {
    fr: 'La date de la signature n’est pas lisible.',
    en: 'The date of the signature cannot be read.',
  },
};

/** Of the first badges of VCDM 1.1: few verify it today. */
export const OLD_SUITE: Note = {
  place: 'proof.type',
  rule: 'VC Data Integrity 1.0 §2.1',
  must: false,
  sentence: {
    fr: 'La signature est d’une forme ancienne.',
    en: 'The signature is of an older form.',
  },
};
