/** One key document: made, opened, and shown without its private half. */
import { createPrivateKey, createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import type { Key, KeyEvent } from '../storage/store.ts';
import { type Algorithm, ALGORITHMS, type P256Jwk, parseP256Jwk } from './algorithms.ts';
import type { Custody, SecretContext } from './custody.ts';
import { KeyError } from './errors.ts';
import type { RowDoubt } from './row-macs.ts';

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

/** A key document without its private half, and why it is not believed, if it is not. */
export interface KeyRecord extends Omit<Key, 'wrappedKey' | 'mac'> {
  readonly doubt?: RowDoubt;
}

interface NewKey {
  readonly kpaId: string;
  readonly fragment: string;
  readonly algorithm: Algorithm;
  readonly at: Date;
  readonly act: KeyAct;
}

/** Without its MAC, which it gets when it is inserted. */
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
  const pkcs8 = await unwrapped(custody, document);
  try {
    return privateKeyOf(pkcs8, document);
  } finally {
    pkcs8.fill(0);
  }
}

/**
 * The private key closed under the newest master key; overwritten in between. Rejects as `openKey`
 * does.
 */
export async function rewrapped(custody: Custody, document: Key): Promise<string> {
  const pkcs8 = await unwrapped(custody, document);
  try {
    privateKeyOf(pkcs8, document);
    return await custody.wrap(pkcs8, contextOf(document));
  } finally {
    pkcs8.fill(0);
  }
}

/**
 * The wrapped key of a row without a MAC, closed for a row that has one. Rejects, as `openKey` does,
 * unless it was closed for a row without: nobody can make such a text any more, so that taking the
 * MAC away from a row does not make an old one of it.
 */
export async function adopted(custody: Custody, document: Key): Promise<string> {
  const pkcs8 = await custody.unwrap(document.wrappedKey, oldContextOf(document));
  try {
    privateKeyOf(pkcs8, document);
    return await custody.wrap(pkcs8, contextOf(document));
  } finally {
    pkcs8.fill(0);
  }
}

function privateKeyOf(pkcs8: Uint8Array, document: Key): KeyObject {
  const der = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  // The public half is stored in clear: someone who can write the database could put theirs.
  const publicKey = ALGORITHMS[document.algorithm].publicText(createPublicKey(privateKey));
  if (publicKey === document.publicKey) return privateKey;
  throw new KeyError(
    'KEY_MISMATCH',
    `The public key stored for ${document.fragment} of KPA ${document.kpaId} is not the one of its private key: compare with a backup before signing anything`,
  );
}

/** An operator may have vouched for a row whose key could not be opened then. */
async function unwrapped(custody: Custody, document: Key): Promise<Uint8Array> {
  try {
    return await custody.unwrap(document.wrappedKey, contextOf(document));
  } catch (error) {
    if (!(error instanceof KeyError && error.code === 'SECRET_TAMPERED')) throw error;
    return custody.unwrap(document.wrappedKey, oldContextOf(document));
  }
}

type Owned = Pick<Key, 'id' | 'kpaId' | 'algorithm'>;

const contextOf = ({ id, kpaId, algorithm }: Owned): SecretContext => ({
  kpaId,
  documentId: id,
  use: `signing ${algorithm}, in a row with a MAC`,
});

/** From before docs/adr/0019. */
const oldContextOf = ({ id, kpaId, algorithm }: Owned): SecretContext => ({
  kpaId,
  documentId: id,
  use: `signing ${algorithm}`,
});
