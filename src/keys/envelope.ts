/**
 * One encrypted secret as text: `v1.<master key fingerprint>.<iv>.<ciphertext and tag>`, each in
 * base64url. AES-256-GCM with a random 96-bit IV and a 128-bit tag (NIST SP 800-38D, 8.2.2).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretContext } from './custody.ts';
import { KeyError } from './errors.ts';
import { associatedData, keyOf, type SubKey, VERSION } from './sub-key.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SHAPE = /^v1\.([\w-]{11})\.([\w-]{16})\.([\w-]{22,})$/;

export function encrypt(using: SubKey, plain: Uint8Array, context: SecretContext): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, using.key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(using.fingerprint, context));
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, using.fingerprint, toText(iv), toText(body)].join('.');
}

/** `keys`: those that may open it, the current one first. */
export function decrypt(keys: readonly SubKey[], envelope: string, context: SecretContext): Buffer {
  const { fingerprint, iv, body } = parse(envelope);
  const using = keyOf(keys, fingerprint);
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

function parse(envelope: string) {
  const [, fingerprint = '', ivText = '', bodyText = ''] = SHAPE.exec(envelope) ?? [];
  const body = Buffer.from(bodyText, 'base64url');
  // One text per secret: spare bits in the last character would let a changed text pass.
  if (bodyText === '' || toText(body) !== bodyText) {
    throw new KeyError('SECRET_MALFORMED', 'A stored secret is not in a format we know');
  }
  return { fingerprint, iv: Buffer.from(ivText, 'base64url'), body };
}

const toText = (bytes: Buffer): string => bytes.toString('base64url');
