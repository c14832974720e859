/** One key document: made, opened, and shown without its private half. */
import { createPrivateKey, createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import type { Key, KeyEvent } from '../storage/store.ts';
import { type Algorithm, ALGORITHMS, type P256Jwk, parseP256Jwk } from './algorithms.ts';
import type { Custody, SecretContext } from './custody.ts';
import { KeyError } from './errors.ts';

interface PublicKeyOf<A extends Algorithm, P> {
  readonly fragment: string;
  readonly algorithm: A;
  readonly state: Key['state'];
  readonly publicKey: P;
}

/** Ed25519 as a Multikey (`z6Mk…`), ES256 as a JWK. */
export type PublicKey = PublicKeyOf<'Ed25519', string> | PublicKeyOf<'ES256', P256Jwk>;

export function published({ fragment, algorithm, state, publicKey }: Key): PublicKey {
  return algorithm === 'Ed25519'
    ? { fragment, algorithm, state, publicKey }
    : { fragment, algorithm, state, publicKey: parseP256Jwk(publicKey) };
}

/** Who changes a key, and why: recorded with the change. */
export type KeyAct = Pick<KeyEvent, 'by' | 'reason'>;

/** A key document without its private half. */
export type KeyRecord = Omit<Key, 'wrappedKey'>;

interface NewKey {
  readonly kpaId: string;
  readonly fragment: string;
  readonly algorithm: Algorithm;
  readonly at: Date;
  readonly act: KeyAct;
}

export async function newKey(custody: Custody, wanted: NewKey): Promise<Key> {
  const { kpaId, fragment, algorithm, at, act } = wanted;
  const id = randomUUID();
  const pair = ALGORITHMS[algorithm].generate();
  const pkcs8 = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  try {
    const wrappedKey = await custody.wrap(pkcs8, contextOf({ id, kpaId, algorithm }));
    const publicKey = ALGORITHMS[algorithm].publicText(pair.publicKey);
    const createdAt = at.toISOString();
    return {
      id,
      kpaId,
      fragment,
      algorithm,
      state: 'active',
      publicKey,
      wrappedKey,
      createdAt,
      events: [{ at: createdAt, action: 'created', ...act }],
    };
  } finally {
    pkcs8.fill(0);
  }
}

/** Rejects with custody's `KeyError`, or KEY_MISMATCH. */
export async function openKey(custody: Custody, document: Key): Promise<KeyObject> {
  const pkcs8 = await custody.unwrap(document.wrappedKey, contextOf(document));
  try {
    const der = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength);
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    // The public half is stored in clear: someone who can write the database could put theirs.
    const publicKey = ALGORITHMS[document.algorithm].publicText(createPublicKey(privateKey));
    if (publicKey === document.publicKey) return privateKey;
  } finally {
    pkcs8.fill(0);
  }
  throw new KeyError(
    'KEY_MISMATCH',
    `The public key stored for ${document.fragment} of KPA ${document.kpaId} is not the one of its private key: compare with a backup before signing anything`,
  );
}

/** The private key closed under the newest master key; overwritten in between. */
export async function rewrapped(custody: Custody, document: Key): Promise<string> {
  const context = contextOf(document);
  const pkcs8 = await custody.unwrap(document.wrappedKey, context);
  try {
    return await custody.wrap(pkcs8, context);
  } finally {
    pkcs8.fill(0);
  }
}

function contextOf({ id, kpaId, algorithm }: Pick<Key, 'id' | 'kpaId' | 'algorithm'>) {
  const context: SecretContext = { kpaId, documentId: id, use: `signing ${algorithm}` };
  return context;
}
