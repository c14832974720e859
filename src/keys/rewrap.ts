/** After a new master key: every secret is opened once more and closed under the new one. */
import type { Collection, Identified, Row, Stored } from '../storage/store.ts';
import type { Custody } from './custody.ts';
import { keyMacs, type KeyStore } from './key-rows.ts';
import { refuseDoubt } from './row-macs.ts';
import { type KeyAct, rewrapped } from './stored-key.ts';

export interface RewrapTally {
  readonly rewrapped: number;
  /** Those that were closed under the newest master key already. */
  readonly current: number;
  readonly failed: readonly { readonly id: string; readonly why: string }[];
}

export interface Secrets<T extends Identified> {
  readonly all: AsyncIterable<Row<T>>;
  readonly collectionOf: (document: Stored<T>) => Pick<Collection<T>, 'update'>;
  /** What is under a master key: secrets, and the MAC of the document. */
  readonly secretsOf: (document: Stored<T>) => readonly string[];
  /** The document with all of them made anew. */
  readonly rewrap: (document: Stored<T>) => Promise<Stored<T>>;
}

/** Run again, it goes on with what is left. One secret that does not open stops none of the others. */
export async function rewrapAll<T extends Identified>(
  custody: Pick<Custody, 'isCurrent'>,
  secrets: Secrets<T>,
): Promise<RewrapTally> {
  const counts = { rewrapped: 0, current: 0 };
  const failed: { id: string; why: string }[] = [];
  for await (const row of secrets.all) {
    if ('fault' in row) {
      failed.push({ id: row.id, why: row.fault });
      continue;
    }
    try {
      counts[await rewrapOne(custody, secrets, row.document)] += 1;
    } catch (error) {
      failed.push({ id: row.id, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { ...counts, failed };
}

async function rewrapOne<T extends Identified>(
  custody: Pick<Custody, 'isCurrent'>,
  secrets: Secrets<T>,
  document: Stored<T>,
): Promise<'rewrapped' | 'current'> {
  let outcome: 'rewrapped' | 'current' = 'current';
  const stored = await secrets.collectionOf(document).update(document.id, (now) => {
    const isCurrent = secrets.secretsOf(now).every((secret) => custody.isCurrent(secret));
    outcome = isCurrent ? 'current' : 'rewrapped';
    return isCurrent ? now : secrets.rewrap(now);
  });
  // Removed in between: there is nothing left to open.
  return stored ? outcome : 'current';
}

/** The private keys of every KPA and of the network, and the MACs of their rows. */
export function rewrapKeys(
  { store, custody, clock }: { store: KeyStore; custody: Custody; clock: () => Date },
  act: KeyAct,
): Promise<RewrapTally> {
  const macs = keyMacs(custody);
  return rewrapAll(custody, {
    all: store.keys.across.allRows({ index: 'byFragment' }),
    collectionOf: ({ kpaId }) => store.keys(kpaId),
    secretsOf: ({ wrappedKey, mac = '' }) => [wrappedKey, mac],
    rewrap: async (key) => {
      await refuseDoubt(macs, key);
      const event = { at: clock().toISOString(), action: 'rewrapped' as const, ...act };
      const wrappedKey = await rewrapped(custody, key);
      return macs.marked({ ...key, wrappedKey, events: [...key.events, event] });
    },
  });
}
