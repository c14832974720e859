import type { Allowance } from '../allowance.ts';
import type { Resolve } from '../identifiers/resolve.ts';
import type { DidResolution } from '../surroundings.ts';
import type { Note } from '../verification.ts';
import type { ProofPurpose } from '../identifiers/verification-method.ts';

type NotResolved = Exclude<DidResolution, { outcome: 'found' }>;

/** How far a signature gets, in order. `graph`: it is right, but not for what is on top. */
export const STAGES = [
  'proof',
  'controller',
  'cryptosuite',
  'key',
  'signature',
  'graph',
  'done',
] as const;
export type Stage = (typeof STAGES)[number];

/**
 * `invalid` at `signature`: computed under a key of the issuer, and wrong. `invalid` before it: the
 * issuer did not sign. `unknown`: a suite, a key or an issuer that we cannot have, or attribute.
 */
export interface ProofVerdict {
  readonly outcome: 'valid' | 'invalid' | 'unknown';
  /** Where it stopped; `done` if it is valid. */
  readonly stage: Stage;
  readonly detail: string;
  /** The verification method that was used, or named. */
  readonly key?: string;
  /** At `key`: the issuer's document was read, and this key is not in it. */
  readonly isAbsent?: boolean;
  /** Departures from the standard, in the proof and in the issuer's document. */
  readonly notes?: readonly Note[];
  /** ISO 8601: when the issuer's document was last read, if it cannot be read now. */
  readonly since?: string;
  /** Valid, and yet not as Open Badges wants it. */
  readonly isOutsideProfile?: boolean;
}

/** Whose signature is looked for: the issuer of a credential, or the holder of a presentation. */
export interface Issuer {
  readonly id: string;
  readonly resolve: Resolve;
  readonly allowance: Allowance;
  readonly now: Date;
  /** What the signature must be for; default: an assertion. */
  readonly expects?: Expectation;
}

interface Expectation {
  readonly purpose: ProofPurpose;
  /** What the verifier gave the holder to sign, if anything. */
  readonly challenge?: string;
  readonly domain?: string;
}

/** Clocks differ by so many milliseconds. */
export const CLOCK_SKEW = 60_000;

export function invalid(stage: Stage, detail: string): ProofVerdict {
  return { outcome: 'invalid', stage, detail };
}

export function undecided(stage: Stage, detail: string): ProofVerdict {
  return { outcome: 'unknown', stage, detail };
}

/** The issuer's document cannot be read: no key, and no word on the signature. */
export function unresolved({ detail, since }: NotResolved): ProofVerdict {
  return { ...undecided('key', detail), ...(since !== undefined && { since }) };
}

/** From `created` (give or take the skew) until before `expires`; each may be missing. */
export function isCurrent(
  created: string | undefined,
  expires: string | undefined,
  now: Date,
): boolean {
  const hasBegun = created === undefined || Date.parse(created) <= now.getTime() + CLOCK_SKEW;
  return hasBegun && (expires === undefined || now.getTime() < Date.parse(expires));
}

/** Ended at its `revoked` or `expires`. */
export function isOver(
  {
    revoked,
    expires,
  }: { readonly revoked?: string | undefined; readonly expires?: string | undefined },
  now: Date,
): boolean {
  return [revoked, expires].some((end) => end !== undefined && Date.parse(end) <= now.getTime());
}
