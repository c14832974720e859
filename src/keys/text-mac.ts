/**
 * The MAC of a text that lies in clear: `v1.<master key fingerprint>.<HMAC-SHA-256>` (RFC 2104), in
 * base64url. What it belongs to is part of it, as with a secret.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SecretContext } from './custody.ts';
import { KeyError } from './errors.ts';
import { associatedData, keyOf, type SubKey, VERSION } from './sub-key.ts';

const SHAPE = /^v1\.([\w-]{11})\.([\w-]{43})$/;

export function computeMac(using: SubKey, text: string, context: SecretContext): string {
  const hmac = createHmac('sha256', using.key);
  // JSON without white space has no line end of its own: where the text begins is clear.
  hmac.update(associatedData(using.fingerprint, context)).update('\n').update(text);
  return [VERSION, using.fingerprint, hmac.digest('base64url')].join('.');
}

/** `keys`: those that may have made it. Throws `KeyError`. */
export function checkMac(
  keys: readonly SubKey[],
  text: string,
  mac: string,
  context: SecretContext,
): void {
  const [, fingerprint] = SHAPE.exec(mac) ?? [];
  if (fingerprint === undefined) {
    throw new KeyError('SECRET_MALFORMED', 'A stored MAC is not in a format we know');
  }
  // Texts are compared, not bytes: spare bits in the last character would let two pass for one.
  const right = Buffer.from(computeMac(keyOf(keys, fingerprint), text, context));
  if (timingSafeEqual(right, Buffer.from(mac))) return;
  throw new KeyError(
    'SECRET_TAMPERED',
    `What a stored MAC is of was changed, or moved from another place (use ${context.use})`,
  );
}
