/**
 * How much is canonicalised for one answer, whatever it is made of: proofs in chains, endorsements,
 * JWTs with badges in them, status lists. What one document may hold is settled in `screen.ts`; this
 * is about how many of them there are.
 */
import { CredentialError } from './errors.ts';
import type { JsonObject } from './bytes/json-object.ts';

export interface Allowance {
  /** Before `document` is canonicalised. Throws `CredentialError` TOO_COSTLY once all is spent. */
  spend(document: JsonObject): void;
  isSpent(): boolean;
  /** Before jsonld and rdf-canonize are asked. Throws TOO_COSTLY where there is no time for that. */
  takeLong(): void;
}

/** In values, each some 0.2 ms: a badge at the limit of its size, and as much again around it. */
export const CREDENTIAL_VALUES = 5_000;
/** What is verified in place, where all the others wait: three badges like ours. */
export const IN_PLACE_VALUES = 1_500;
/** Its credentials are canonicalised with it, and each by itself. */
export const PRESENTATION_VALUES = 10_000;
/** What any canonical form costs: its contexts, and the signature that is checked over it. */
const BASE = 30;

interface Accounts {
  /** Told what each canonical form takes. */
  readonly spend?: ((values: number) => void) | undefined;
  /** Told, and the work given up, if the allowance is spent or the libraries would be asked. */
  readonly tooLong?: (() => void) | undefined;
}

export function createAllowance(values: number, { spend, tooLong }: Accounts = {}): Allowance {
  let left = values;

  function giveUp(): never {
    tooLong?.();
    throw new CredentialError('TOO_COSTLY', 'It takes more work than one answer is worth');
  }

  return {
    spend(document) {
      const values = BASE + countValues(document);
      // What is refused is not canonicalised.
      spend?.(Math.min(values, Math.max(left, 0)));
      left -= values;
      if (left < 0) giveUp();
    },
    isSpent: () => left < 0,
    takeLong() {
      if (tooLong) giveUp();
    },
  };
}

function countValues(document: JsonObject): number {
  const values: unknown[] = [document];
  // The list grows while it is walked: nothing here depends on how deep the document is.
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    for (const member of Object.values(value)) values.push(member);
  }
  return values.length;
}
