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
  /** Before the libraries are asked for the graph of a document. Throws TOO_COSTLY where there is no time. */
  readonly takeLong: () => void;
  /** Before a key is read, which may take some milliseconds. Throws TOO_COSTLY after a few, in place. */
  readonly readKey: () => void;
  /** As above, before a context is processed that was not met yet. */
  readonly learn: () => void;
}

/** In values, each some 0.2 ms: a badge at the limit of its size, and as much again around it. */
export const CREDENTIAL_VALUES = 5_000;
/** What is verified in place, where all the others wait: three badges like ours. */
const IN_PLACE_VALUES = 1_500;
/** Its credentials are canonicalised with it, and each by itself. */
export const PRESENTATION_VALUES = 10_000;
/** Read in place: a badge with endorsements has a handful, a key that is not safe takes 4 ms. */
const MOST_KEYS = 12;
/** How many times faster a canonical form is made the short way. */
const SHORT_WAY = 20;
/** What any canonical form costs: its contexts, and the signature that is checked over it. */
const BASE = 30;

/** For what is done where all the others wait: given up, and told, as soon as it takes long. */
export interface InPlace {
  /** Whatever is answered then says nothing. */
  tooLong(): void;
  /** Whether contexts may be processed that were not met yet: each takes a millisecond or more. */
  mayLearn(): boolean;
}

interface Accounts {
  /** Told what each canonical form takes. */
  readonly spend?: ((values: number) => void) | undefined;
  readonly inPlace?: InPlace | undefined;
}

export function createAllowance(values: number, { spend, inPlace }: Accounts = {}): Allowance {
  let left = inPlace ? Math.min(values, IN_PLACE_VALUES) : values;
  /** What counted for the short way, and not in full. */
  let onShortWay = 0;
  let keys = 0;
  let isGivenUp = false;

  function giveUp(): never {
    // Elsewhere, what is left of an answer is an answer.
    isGivenUp = inPlace !== undefined;
    inPlace?.tooLong();
    throw new CredentialError('TOO_COSTLY', 'It takes more work than one answer is worth');
  }

  return {
    spend(document) {
      if (isGivenUp) giveUp();
      const values = BASE + countValues(document);
      // What is refused is not canonicalised.
      const counted = Math.min(values, Math.max(left, 0));
      spend?.(counted / SHORT_WAY);
      onShortWay += counted - counted / SHORT_WAY;
      left -= values;
      if (left < 0) giveUp();
    },
    isSpent: () => left < 0,
    readKey() {
      keys += 1;
      if (isGivenUp || (inPlace && keys > MOST_KEYS)) giveUp();
    },
    takeLong() {
      if (inPlace) giveUp();
      spend?.(onShortWay);
      onShortWay = 0;
    },
    learn() {
      if (inPlace?.mayLearn() === false) giveUp();
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
