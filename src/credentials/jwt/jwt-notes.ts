/** Departures in how a JWT holds its credential. */
import type { Note } from '../verification.ts';

export const NEW_IN_OLD: Note = {
  place: 'vc',
  rule: 'Open Badges 3.0 §8.2.2',
  must: true,
  code: 'note.envelope-older',
};

export const OLD_IN_NEW: Note = {
  place: '@context',
  rule: 'VCDM 1.1 §6.3.1',
  must: true,
  code: 'note.envelope-newer',
};

export const SECOND_PROOF: Note = {
  place: 'proof',
  rule: 'Securing VCs using JOSE and COSE §3.1',
  must: false,
  code: 'note.second-proof',
};

/** `place`: the member that is missing. */
export const saidByClaim = (place: string, isOlder: boolean): Note => ({
  place,
  rule: isOlder ? 'VCDM 1.1 §6.3.1' : 'Open Badges 3.0 §8.2',
  // The older model lets a claim stand instead of the member.
  must: !isOlder,
  code: 'note.only-in-envelope',
});

/** `place`: the claim that is missing. */
export const notSaidAgain = (place: string): Note => ({
  place,
  rule: 'Open Badges 3.0 §8.2.2',
  must: true,
  code: 'note.not-in-envelope',
});

export const ISSUED_IN_FUTURE: Note = {
  place: 'iat',
  rule: 'RFC 7519 §4.1.6',
  must: false,
  code: 'note.envelope-of-the-future',
};
