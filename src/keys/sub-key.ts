/** What secrets and MACs have in common: a key of one purpose, and the place where they belong. */
import type { KeyObject } from 'node:crypto';
import type { SecretContext } from './custody.ts';
import { KeyError } from './errors.ts';

export const VERSION = 'v1';

export interface SubKey {
  readonly key: KeyObject;
  /** 64 bits in base64url: says which master key, tells nothing about it. */
  readonly fingerprint: string;
}

/** Throws `KeyError` WRONG_MASTER_KEY. */
export function keyOf(keys: readonly SubKey[], fingerprint: string): SubKey {
  const found = keys.find((key) => key.fingerprint === fingerprint);
  if (found) return found;
  const ours = keys.map((key) => key.fingerprint).join(', ');
  throw new KeyError(
    'WRONG_MASTER_KEY',
    `A stored secret was made under another master key (fingerprint ${fingerprint}, ours: ${ours})`,
  );
}

/** The fingerprint of the master key that made a secret or a MAC; undefined for what is neither. */
export function fingerprintOf(text: string): string | undefined {
  return /^v1\.([\w-]{11})\.[\w.-]+$/.exec(text)?.[1];
}

/** A JSON array of strings has one reading: no two contexts share an encoding. */
export function associatedData(fingerprint: string, { kpaId, documentId, use }: SecretContext) {
  return Buffer.from(JSON.stringify([VERSION, fingerprint, kpaId, documentId, use]));
}
