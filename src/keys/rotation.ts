/** A KPA's keys over time: replaced, or disowned. Safe to retry, and to run twice at once. */
import { ifRefused, type Key, type Stored } from '../storage/store.ts';
import type { Algorithm } from './algorithms.ts';
import type { Custody } from './custody.ts';
import { KeyError } from './errors.ts';
import { findKey, type KeyRow, type KeyRows, numberOf } from './key-rows.ts';
import { type KeyAct, newKey } from './stored-key.ts';

export interface RotationParts {
  readonly rows: KeyRows;
  readonly custody: Custody;
  readonly clock: () => Date;
}

/** A named key is replaced once, however often this is asked; an algorithm's newest, each time. */
export type WhichKey = { readonly fragment: string } | { readonly algorithm: Algorithm };

export interface Rotation {
  /** The fragment of the key that signs from now on. */
  readonly active: string;
  /** The fragments that this call retired. */
  readonly retired: readonly string[];
}

/** Rejects with `KeyError` UNKNOWN_KEY, NOT_AS_WRITTEN, or what custody throws. */
export async function rotateKey(
  parts: RotationParts,
  kpaId: string,
  which: WhichKey,
  act: KeyAct,
): Promise<Rotation> {
  const replaced =
    'fragment' in which
      ? findKey(await parts.rows.of(kpaId), which.fragment)
      : newest(await parts.rows.believed(kpaId), which);
  const algorithm = replaced?.algorithm ?? ('algorithm' in which ? which.algorithm : 'Ed25519');
  const after = replaced ? numberOf(replaced) : 0;
  const successor = await successorOf(parts, { kpaId, algorithm, after }, act);
  const retired: string[] = [];
  for (const key of await parts.rows.believed(kpaId)) {
    const isBefore = key.algorithm === algorithm && numberOf(key) < numberOf(successor);
    if (!isBefore || key.state !== 'active') continue;
    const event = { at: parts.clock().toISOString(), ...act };
    if (await parts.rows.advance(key, 'retired', event)) retired.push(key.fragment);
  }
  return { active: successor.fragment, retired };
}

/** Two active keys are a rotation cut short: the older one is still the one to replace. */
function newest(keys: readonly Stored<Key>[], { algorithm }: { algorithm: Algorithm }) {
  const active = keys.filter((key) => key.algorithm === algorithm && key.state === 'active');
  return active.at(-2) ?? active.at(-1);
}

export interface Revocation {
  readonly active: string;
  /** False if it was revoked before. */
  readonly changed: boolean;
}

/**
 * The successor comes first, so that signing never stops; but a key that leaked is revoked even if
 * none can be made. Rejects with `KeyError` UNKNOWN_KEY, NOT_AS_WRITTEN; NO_SUCCESSOR (run it
 * again).
 */
export async function revokeKey(
  parts: RotationParts,
  kpaId: string,
  fragment: string,
  act: KeyAct,
): Promise<Revocation> {
  const key = findKey(await parts.rows.of(kpaId), fragment);
  const { algorithm } = key;
  const made = await successorOf(parts, { kpaId, algorithm, after: numberOf(key) }, act).then(
    (successor) => ({ successor }),
    (cause: unknown) => ({ cause }),
  );
  const event = { at: parts.clock().toISOString(), ...act };
  const changed = await parts.rows.advance(key, 'revoked', event);
  if ('successor' in made) return { active: made.successor.fragment, changed };
  const message = `${fragment} is revoked, but no key could be made to follow it: run this again`;
  throw new KeyError('NO_SUCCESSOR', message, { cause: made.cause });
}

interface Wanted {
  readonly kpaId: string;
  readonly algorithm: Algorithm;
  /** The number of the key that is followed. */
  readonly after: number;
}

/** The newest active key beyond `after`, made if there is none. */
async function successorOf(parts: RotationParts, wanted: Wanted, act: KeyAct): Promise<Key> {
  const { kpaId, algorithm, after } = wanted;
  // First: of who makes one meanwhile, either the row is found, or the fragment is refused.
  const taken = await parts.rows.fragments(kpaId);
  const rows = await parts.rows.of(kpaId);
  const known = rows.findLast(
    ({ key, doubt }) =>
      doubt === undefined &&
      key.algorithm === algorithm &&
      key.state === 'active' &&
      numberOf(key) > after,
  );
  if (known) return known.key;
  const fragment = nextFragment(rows, taken);
  const at = parts.clock();
  const document = await newKey(parts.custody, { kpaId, fragment, algorithm, at, act });
  // Another process may take this fragment, for this algorithm or for the other.
  const again = () => successorOf(parts, wanted, act);
  return ifRefused(parts.rows.insert(document), 'DUPLICATE_KEY', again);
}

/** After our newest key, past what somebody else wrote. */
function nextFragment(rows: readonly KeyRow[], taken: ReadonlySet<string>): string {
  const ours = rows.filter(({ doubt }) => doubt === undefined).map(({ key }) => numberOf(key));
  let number = Math.max(0, ...ours) + 1;
  while (taken.has(`key-${number}`)) number += 1;
  return `key-${number}`;
}
