/** Departures in how a JWT holds its credential. */
import type { Note } from '../verification.ts';

export const NEW_IN_OLD: Note = {
  place: 'vc',
  rule: 'Open Badges 3.0 §8.2.2',
  must: true,
  sentence: {
    fr: 'L’enveloppe est celle de l’ancien modèle des badges.',
    en: 'The envelope is that of the older model of badges.',
  },
};

export const OLD_IN_NEW: Note = {
  place: '@context',
  rule: 'VCDM 1.1 §6.3.1',
  must: true,
  sentence: {
    fr: 'L’enveloppe est celle du nouveau modèle, et le badge de l’ancien.',
    en: 'The envelope is that of the newer model, and the badge of the older.',
  },
};

export const SECOND_PROOF: Note = {
  place: 'proof',
  rule: 'Securing VCs using JOSE and COSE §3.1',
  must: false,
  sentence: {
    fr: 'Le badge contient une seconde signature, qui n’a pas été lue.',
    en: 'The badge holds a second signature, which was not read.',
  },
};

/** `place`: the member that is missing. */
export const saidByClaim = (place: string, isOlder: boolean): Note => ({
  place,
  rule: isOlder ? 'VCDM 1.1 §6.3.1' : 'Open Badges 3.0 §8.2',
  // The older model lets a claim stand instead of the member.
  must: !isOlder,
  sentence: {
    fr: 'Cette donnée n’est que dans l’enveloppe du badge.',
    en: 'Only the badge’s envelope says this.',
  },
});

/** `place`: the claim that is missing. */
export const notSaidAgain = (place: string): Note => ({
  place,
  rule: 'Open Badges 3.0 §8.2.2',
  must: true,
  sentence: {
    fr: 'L’enveloppe du badge ne redit pas cette donnée.',
    en: 'The badge’s envelope does not say this again.',
  },
});

export const ISSUED_IN_FUTURE: Note = {
  place: 'iat',
  rule: 'RFC 7519 §4.1.6',
  must: false,
  sentence: {
    fr: 'L’enveloppe est datée du futur.',
    en: 'The envelope is dated in the future.',
  },
};
