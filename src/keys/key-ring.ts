/** The keys of each KPA: made once, kept encrypted, handed out as signers (docs/adr/0004). */
import type { KeyObject } from 'node:crypto';
import { type Key, StoreError } from '../storage/store.ts';
import { type Algorithm, ALGORITHMS } from './algorithms.ts';
import type { Custody } from './custody.ts';
import { KeyError } from './errors.ts';
import { type KeyStore, keysOf } from './key-documents.ts';
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
  /** The newest active key. Rejects with `KeyError` NO_ACTIVE_KEY, KEY_MISMATCH, or custody's. */
  signer(kpaId: string, did: string, algorithm: Algorithm): Promise<Signer>;
  /** All of them, oldest first: whoever publishes them decides by `state`. */
  publicKeys(kpaId: string): Promise<readonly PublicKey[]>;
  /** The same with what happened to each, when, by whom and why. */
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
}

const BEGINNING: KeyAct = { by: 'kpa-badges', reason: 'the first keys' };
const FIRST_KEYS: readonly (readonly [string, Algorithm])[] = [
  ['key-1', 'Ed25519'],
  ['key-2', 'ES256'],
];

/** Private keys kept ready in memory: rebuilding one costs over ten signatures. */
const CACHED_KEYS = 500;

export function createKeyRing({ store, custody, clock }: KeyRingOptions): KeyRing {
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

  return {
    async createKeys(kpaId) {
      const keys = store.keys(kpaId);
      for (const [fragment, algorithm] of FIRST_KEYS) {
        const there = await keys.count({ index: 'byFragment', equals: [fragment] });
        if (there > 0) continue;
        const wanted = { kpaId, fragment, algorithm, at: clock(), act: BEGINNING };
        const document = await newKey(custody, wanted);
        await keys.insert(document).catch(ignoreDuplicate);
      }
    },

    async signer(kpaId, did, algorithm) {
      const keys = await keysOf(store, kpaId);
      const newest = keys.findLast((key) => key.algorithm === algorithm && key.state === 'active');
      if (!newest) {
        throw new KeyError('NO_ACTIVE_KEY', `KPA ${kpaId} has no active ${algorithm} key`);
      }
      const key = await privateKey(newest);
      return {
        id: `${did}#${newest.fragment}`,
        algorithm,
        sign: (bytes) =>
          new Promise((resolve) => {
            resolve(ALGORITHMS[algorithm].sign(bytes, key));
          }),
      };
    },

    publicKeys: async (kpaId) => (await keysOf(store, kpaId)).map(published),
    records: async (kpaId) =>
      (await keysOf(store, kpaId)).map(({ wrappedKey, version, ...record }) => record),
    rotate: (kpaId, which, act) => rotateKey({ store, custody, clock }, kpaId, which, act),
    revoke: (kpaId, fragment, act) => revokeKey({ store, custody, clock }, kpaId, fragment, act),
  };
}

/** Another process made the same key first: the unique index kept one, and one is enough. */
function ignoreDuplicate(error: unknown): void {
  if (!(error instanceof StoreError && error.code === 'DUPLICATE_KEY')) throw error;
}
