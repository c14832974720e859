/**
 * One encrypted secret as text: `v1.<master key fingerprint>.<iv>.<ciphertext and tag>`, each in
 * base64url. AES-256-GCM with a random 96-bit IV and a 128-bit tag (NIST SP 800-38D, 8.2.2).
 */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import type { SecretContext } from './custody.ts';
import { KeyError } from './errors.ts';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SHAPE = /^v1\.([\w-]{11})\.([\w-]{16})\.([\w-]{22,})$/;

export interface EnvelopeKey {
  readonly key: KeyObject;
  /** 64 bits in base64url: says which master key, tells nothing about it. */
  readonly fingerprint: string;
}

export function encrypt(using: EnvelopeKey, plain: Uint8Array, context: SecretContext): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, using.key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(using.fingerprint, context));
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, using.fingerprint, toText(iv), toText(body)].join('.');
}

/** `keys`: those that may open it, the current one first. */
export function decrypt(
  keys: readonly EnvelopeKey[],
  envelope: string,
  context: SecretContext,
): Buffer {
  const { fingerprint, iv, body } = parse(envelope);
  const using = keys.find((key) => key.fingerprint === fingerprint);
  if (!using) {
    const ours = keys.map((key) => key.fingerprint).join(', ');
    throw new KeyError(
      'WRONG_MASTER_KEY',
      `A stored secret was encrypted under another master key (fingerprint ${fingerprint}, ours: ${ours})`,
    );
  }
  const decipher = createDecipheriv(ALGORITHM, using.key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(fingerprint, context));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  const plain = decipher.update(body.subarray(0, -TAG_BYTES));
  try {
    // In GCM the last block comes with `update`: what `final` does is check the tag.
    decipher.final();
    return plain;
  } catch (cause) {
    plain.fill(0);
    throw new KeyError(
      'SECRET_TAMPERED',
      `A stored secret was changed, or moved from another place (use ${context.use})`,
      { cause },
    );
  }
}

/** The fingerprint of the master key that closed it; undefined for what is no envelope. */
export function fingerprintOf(envelope: string): string | undefined {
  return SHAPE.exec(envelope)?.[1];
}

function parse(envelope: string) {
  const [, fingerprint = '', ivText = '', bodyText = ''] = SHAPE.exec(envelope) ?? [];
  const body = Buffer.from(bodyText, 'base64url');
  // One text per secret: spare bits in the last character would let a changed text pass.
  if (bodyText === '' || toText(body) !== bodyText) {
    throw new KeyError('SECRET_MALFORMED', 'A stored secret is not in a format we know');
  }
  return { fingerprint, iv: Buffer.from(ivText, 'base64url'), body };
}

/** A JSON array of strings has one reading: no two contexts share an encoding. */
function associatedData(fingerprint: string, { kpaId, documentId, use }: SecretContext): Buffer {
  return Buffer.from(JSON.stringify([VERSION, fingerprint, kpaId, documentId, use]));
}

const toText = (bytes: Buffer): string => bytes.toString('base64url');
