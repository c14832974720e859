/**
 * Whether this process can do what it is there for: write, sign, and in the name that its data has.
 * A page that still opens proves none of it.
 */
import type { KeyRing } from '../../keys/key-ring.ts';
import { isRefusal, type Store } from '../../storage/store.ts';

/** What is damaged of what is stored, whichever process has looked (docs/adr/0036). */
export interface Damage {
  tell(found: readonly string[]): Promise<void>;
  found(): Promise<readonly string[]>;
}

export function rememberDamage(): Damage {
  let damage: readonly string[] = [];
  return {
    tell: (found) => {
      damage = found;
      return Promise.resolve();
    },
    found: () => Promise.resolve(damage),
  };
}

export interface ReadinessServices {
  readonly store: Store;
  readonly keys: Pick<KeyRing, 'records' | 'upkeepSigner'>;
  readonly addresses: { readonly publicUrl: string };
  /** Throws if this data is not that of our configuration. */
  readonly checkOwner: () => Promise<void>;
  readonly damage: Damage;
  readonly clock: () => Date;
  readonly log: { error(details: object, message: string): void };
}

/** What is wrong, in a word that tells a stranger nothing. */
export type ReadinessFault = 'storage' | 'damaged' | 'configuration' | 'keys';

export interface Readiness {
  /** Nothing is wrong: an empty list. Asked at any rate, it looks once a second at the most. */
  faults(): Promise<readonly ReadinessFault[]>;
  /** Reads all that is stored, beside everything else; what it finds stays until it is run again. */
  lookForDamage(): Promise<void>;
}

/** Anybody may ask, and a look writes to the disk. */
const KEPT_MS = 1_000;
/** A database that says nothing is not waited for: whoever watches us gives up sooner. */
const PATIENCE_MS = 4_000;

export function createReadiness(services: ReadinessServices): Readiness {
  const { clock, log, store, damage } = services;
  let known:
    { readonly at: number; readonly faults: Promise<readonly ReadinessFault[]> } | undefined;
  let said = '';

  async function look(): Promise<readonly ReadinessFault[]> {
    const found = await inTime(findFault(services));
    const faults: ReadinessFault[] = found ? [found.fault] : [];
    if ((await damage.found()).length > 0) faults.push('damaged');
    // Once, and not at each look.
    if (faults.join() !== said && faults.length > 0) {
      log.error({ faults, err: found?.cause }, 'The service is not ready');
    }
    said = faults.join();
    return faults;
  }

  return {
    faults() {
      const now = clock().getTime();
      if (known === undefined || Math.abs(now - known.at) >= KEPT_MS) {
        known = { at: now, faults: look() };
      }
      return known.faults;
    },
    async lookForDamage() {
      const found = await store.findDamage();
      await damage.tell(found);
      if (found.length > 0) {
        log.error({ damage: found }, 'What is stored is damaged: restore a backup');
      }
    },
  };
}

interface FoundFault {
  readonly fault: ReadinessFault;
  readonly cause: unknown;
}

/** The first that there is. */
async function findFault(services: ReadinessServices): Promise<FoundFault | undefined> {
  const { store, checkOwner } = services;
  const looks: readonly (readonly [ReadinessFault, () => Promise<void>])[] = [
    ['storage', store.probe],
    ['configuration', checkOwner],
    ['keys', () => openOneKey(services)],
  ];
  for (const [fault, look] of looks) {
    try {
      await look();
    } catch (cause) {
      return { fault: isRefusal(cause, 'UNAVAILABLE') ? 'storage' : fault, cause };
    }
  }
  return undefined;
}

/** Of a KPA that has one; the keys of a new installation are not there yet. */
async function openOneKey({ store, keys, addresses }: ReadinessServices): Promise<void> {
  const [kpa] = (await store.kpas.readable.find({ index: 'bySlug', limit: 1 })).items;
  if (!kpa) return;
  const rows = await keys.records(kpa.id);
  const isThere = rows.some(
    ({ algorithm, state }) => algorithm === 'Ed25519' && state === 'active',
  );
  if (isThere) await keys.upkeepSigner(kpa.id, addresses.publicUrl, 'Ed25519');
}

function inTime(asked: Promise<FoundFault | undefined>): Promise<FoundFault | undefined> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      resolve({ fault: 'storage', cause: new Error('The storage does not answer in time') });
    }, PATIENCE_MS);
    asked.then(resolve, reject).finally(() => {
      clearTimeout(late);
    });
  });
}
