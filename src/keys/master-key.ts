/** The default custody: 256-bit master keys, held outside the database and its backups. */
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Custody } from './custody.ts';
import { decrypt, encrypt } from './envelope.ts';
import { KeyError } from './errors.ts';
import { fingerprintOf, type SubKey } from './sub-key.ts';
import { checkMac, computeMac } from './text-mac.ts';

const MASTER_KEY_BYTES = 32;
const FINGERPRINT_BYTES = 8;

/**
 * 32 bytes in base64, base64url or hexadecimal. Throws `KeyError` BAD_MASTER_KEY; the message
 * never repeats the value.
 */
export function parseMasterKey(text: string): Uint8Array {
  const value = text.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(value)
    ? Buffer.from(value, 'hex')
    : (decode(value, 'base64') ?? decode(value, 'base64url'));
  if (bytes?.length !== MASTER_KEY_BYTES) {
    throw new KeyError(
      'BAD_MASTER_KEY',
      'The master key must be 32 random bytes in base64 or hexadecimal, for instance from: openssl rand -base64 32',
    );
  }
  refusePlaceholder(bytes);
  return new Uint8Array(bytes);
}

/** Node skips what is not of the alphabet: only what encodes back to the same text is taken. */
function decode(value: string, encoding: 'base64' | 'base64url'): Buffer | undefined {
  const bytes = Buffer.from(value, encoding);
  const unpadded = (text: string) => text.replace(/={0,2}$/, '');
  return unpadded(bytes.toString(encoding)) === unpadded(value) ? bytes : undefined;
}

function refusePlaceholder(bytes: Uint8Array): void {
  // 32 random bytes have fewer than 16 different values once in 10^16.
  if (new Set(bytes).size < 16) {
    throw new KeyError('BAD_MASTER_KEY', 'The master key is not random: use openssl rand');
  }
}

/**
 * Closes under `masterKey`, opens what it or one of `previous` closed. Throws `KeyError`
 * BAD_MASTER_KEY unless each has exactly 32 bytes, which the caller may overwrite afterwards. The
 * object has no property that holds key material.
 */
export function createCustody(
  masterKey: Uint8Array,
  previous: readonly Uint8Array[] = [],
): Custody {
  const current = subKeys(masterKey);
  const all = [current, ...previous.map(subKeys)];
  const wrapping = all.map(({ wrap }) => wrap);
  const sealing = all.map(({ seal }) => seal);
  const marking = all.map(({ mark }) => mark);
  return {
    fingerprint: current.wrap.fingerprint,
    holds: (fingerprint) => all.some(({ wrap }) => wrap.fingerprint === fingerprint),
    fingerprintOf,
    isCurrent: (secret) => fingerprintOf(secret) === current.wrap.fingerprint,
    wrap: (plain, context) => later(() => encrypt(current.wrap, plain, context)),
    unwrap: (wrapped, context) => later(() => decrypt(wrapping, wrapped, context)),
    seal: (text, context) => later(() => encrypt(current.seal, Buffer.from(text), context)),
    open: (sealed, context) => later(() => decrypt(sealing, sealed, context).toString()),
    mac: (text, context) => later(() => computeMac(current.mark, text, context)),
    checkMac: (text, mac, context) =>
      later(() => {
        checkMac(marking, text, mac, context);
      }),
  };
}

function subKeys(masterKey: Uint8Array): Readonly<Record<'wrap' | 'seal' | 'mark', SubKey>> {
  if (masterKey.length !== MASTER_KEY_BYTES) {
    throw new KeyError('BAD_MASTER_KEY', 'The master key must have exactly 32 bytes');
  }
  const fingerprint = derive(masterKey, 'fingerprint', FINGERPRINT_BYTES).toString('base64url');
  return {
    wrap: { key: subKey(masterKey, 'wrap'), fingerprint },
    seal: { key: subKey(masterKey, 'seal'), fingerprint },
    mark: { key: subKey(masterKey, 'mac'), fingerprint },
  };
}

/** One key per purpose, so that a sealed token can never pass for a wrapped key (RFC 5869). */
function derive(masterKey: Uint8Array, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `kpa-badges ${purpose} v1`, bytes));
}

function subKey(masterKey: Uint8Array, purpose: string): KeyObject {
  const bytes = derive(masterKey, purpose, 32);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

/** A custody elsewhere answers later, so ours rejects rather than throws. */
function later<T>(compute: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(compute());
  });
}
