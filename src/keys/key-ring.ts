/** The keys of each KPA: made once, kept encrypted, handed out as signers (docs/adr/0004). */
import type { KeyObject } from 'node:crypto';
import { ifRefused, type Key } from '../storage/store.ts';
import { type Algorithm, ALGORITHMS } from './algorithms.ts';
import type { Custody } from './custody.ts';
import { KeyError } from './errors.ts';
import { createKeyRows, type KeyRow, type KeyStore, numberOf, type ReportRow } from './key-rows.ts';
import { revokeKey, type Revocation, rotateKey, type Rotation, type WhichKey } from './rotation.ts';
import { type KeyAct, type KeyRecord, newKey, openKey } from './stored-key.ts';
import { type PublicKey, published } from './stored-key.ts';

export type { KeyAct, PublicKey, Revocation };

/** Hold it for one act: a key that is revoked later keeps signing in a signer handed out before. */
interface Signer {
  /** The verification method: `did:web:…#key-1`. */
  readonly id: string;
  readonly algorithm: Algorithm;
  /** Ed25519: 64 bytes (RFC 8032). ES256: the 64 bytes r‖s over the SHA-256 of `bytes`. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

export interface KeyRing {
  /** Makes the first keys of a KPA, or those a retry finds missing. Calling it again is safe. */
  createKeys(kpaId: string): Promise<void>;
  /**
   * The newest active key, for something new. Rejects with `KeyError` NO_ACTIVE_KEY, NOT_AS_WRITTEN,
   * WRONG_MASTER_KEY, KEY_MISMATCH, or custody's, and as `mayServe` and `maySign` do.
   */
  signer(kpaId: string, did: string, algorithm: Algorithm): Promise<Signer>;
  /**
   * The same key, for what says nothing new: a list of statuses, or a badge signed anew under this
   * key. Also of an owner who may sign nothing else.
   */
  upkeepSigner(kpaId: string, did: string, algorithm: Algorithm): Promise<Signer>;
  /** All that are ours, oldest first: whoever publishes them decides by `state`. */
  publicKeys(kpaId: string): Promise<readonly PublicKey[]>;
  /**
   * The fragments of keys that the KPA may have and of which we cannot tell now: what their
   * signatures are worth is neither yes nor no.
   */
  doubtful(kpaId: string): Promise<readonly string[]>;
  /** All that stand there, with what happened to each, when, by whom and why. */
  records(kpaId: string): Promise<readonly KeyRecord[]>;
  /** See `rotation.ts`: a new key signs at once, the one before keeps verifying. */
  rotate(kpaId: string, which: WhichKey, act: KeyAct): Promise<Rotation>;
  /** See `rotation.ts`: what this key signed stops verifying at once. */
  revoke(kpaId: string, fragment: string, act: KeyAct): Promise<Revocation>;
}

export interface KeyRingOptions {
  readonly store: KeyStore;
  readonly custody: Custody;
  readonly clock: () => Date;
  /** Rejects where nothing may be signed: the data may belong to another configuration since. */
  readonly mayServe?: () => Promise<void>;
  /** Rejects where this owner may sign nothing new: a KPA that is suspended, say. */
  readonly maySign?: (kpaId: string) => Promise<void>;
  readonly report?: ReportRow;
}

const BEGINNING: KeyAct = { by: 'kpa-badges', reason: 'the first keys' };
const FIRST_KEYS: readonly (readonly [string, Algorithm])[] = [
  ['key-1', 'Ed25519'],
  ['key-2', 'ES256'],
];

const noQuestion = () => Promise.resolve();

/** Private keys kept ready in memory: rebuilding one costs over ten signatures. */
const CACHED_KEYS = 500;

export function createKeyRing(options: KeyRingOptions): KeyRing {
  const { store, custody, clock, report } = options;
  const { mayServe = noQuestion, maySign = noQuestion } = options;
  const rows = createKeyRows(store, custody, report);
  const parts = { rows, custody, clock };
  const opened = new Map<string, KeyObject>();

  async function privateKey(document: Key): Promise<KeyObject> {
    const known = opened.get(document.id);
    opened.delete(document.id);
    const key = known ?? (await openKey(custody, document));
    opened.set(document.id, key);
    // A Map keeps the order of insertion: the first is the one used longest ago.
    for (const oldest of opened.keys()) {
      if (opened.size <= CACHED_KEYS) break;
      opened.delete(oldest);
    }
    return key;
  }

  async function upkeepSigner(kpaId: string, did: string, algorithm: Algorithm): Promise<Signer> {
    // Side by side, at each signature: no copy of an answer outlives an adoption (docs/adr/0031).
    const [all] = await Promise.all([rows.of(kpaId), mayServe()]);
    const active = all.filter(({ key }) => key.algorithm === algorithm && key.state === 'active');
    const newest = active.findLast(({ doubt }) => doubt === undefined)?.key;
    if (!newest) throw noKey(`KPA ${kpaId} has no active ${algorithm} key`, active);
    const key = await privateKey(newest);
    return {
      id: `${did}#${newest.fragment}`,
      algorithm,
      sign: (bytes) =>
        new Promise((resolve) => {
          resolve(ALGORITHMS[algorithm].sign(bytes, key));
        }),
    };
  }

  return {
    async createKeys(kpaId) {
      const there = Math.max(0, ...(await rows.believed(kpaId)).map(numberOf));
      // A later key that is there was made after it: then the row was lost, and its id is taken.
      for (const [fragment, algorithm] of FIRST_KEYS.slice(there)) {
        const wanted = { kpaId, fragment, algorithm, at: clock(), act: BEGINNING };
        const document = await newKey(custody, wanted);
        // If another process made it first, the unique index keeps one, and one is enough.
        await ifRefused(rows.insert(document), 'DUPLICATE_KEY', () => undefined);
      }
    },

    // Side by side with the rows, so that it costs no time.
    async signer(...asked) {
      const [signer] = await Promise.all([upkeepSigner(...asked), maySign(asked[0])]);
      return signer;
    },
    upkeepSigner,

    publicKeys: async (kpaId) => (await rows.believed(kpaId)).map(published),
    doubtful: async (kpaId) => doubtfulAmong(await rows.of(kpaId)),
    records: async (kpaId) => (await rows.of(kpaId)).map(recordOf),
    rotate: (kpaId, which, act) => rotateKey(parts, kpaId, which, act),
    revoke: (kpaId, fragment, act) => revokeKey(parts, kpaId, fragment, act),
  };
}

/** `active`: rows that would be used, were they ours. */
function noKey(message: string, active: readonly KeyRow[]): KeyError {
  if (active.length === 0) return new KeyError('NO_ACTIVE_KEY', message);
  const isOtherMasterKey = active.some(({ doubt }) => doubt === 'other-master-key');
  const rows = active.map(({ key, doubt }) => `${key.fragment} (${String(doubt)})`).join(', ');
  return new KeyError(
    isOtherMasterKey ? 'WRONG_MASTER_KEY' : 'NOT_AS_WRITTEN',
    `${message} that is as we wrote it: ${rows}`,
  );
}

function recordOf({ key: { wrappedKey, mac, version, ...record }, doubt }: KeyRow): KeyRecord {
  return doubt === undefined ? record : { ...record, doubt };
}

/** Those whose row is not as we wrote it, and those whose row is gone: no key is ever removed. */
function doubtfulAmong(rows: readonly KeyRow[]): readonly string[] {
  const ours = rows.filter(({ doubt }) => doubt === undefined).map(({ key }) => key);
  const newest = Math.max(0, ...ours.map(numberOf));
  const counted = Array.from({ length: newest }, (_, index) => `key-${index + 1}`);
  const missing = counted.filter((one) => !ours.some(({ fragment }) => fragment === one));
  const changed = rows.filter(({ doubt }) => doubt !== undefined).map(({ key }) => key.fragment);
  return [...new Set([...changed, ...missing])];
}
