/**
 * Signatures that were found right. Whether one fits is a matter of the suite, the bytes and the key
 * and of nothing else, so the answer holds for ever: a key revoked, a date passed or a badge
 * withdrawn since is found before or after, each time. What was wrong is not remembered, and neither
 * is any text: a digest of all that decides it.
 */
import { digest } from './digest.ts';
import type { Allowance } from './allowance.ts';
import type { Cryptosuite, SignedParts } from './cryptosuites/cryptosuite.ts';
import { encodeBase64Url } from './encoding.ts';
import { createMemory } from './memory.ts';

/** Some hundred bytes each. */
const right = createMemory(2_000);

/** As `suite.verify`, whose canonical forms cost a hundred times what a digest does. */
export async function verifyOnce(
  suite: Cryptosuite,
  signed: SignedParts,
  key: Uint8Array,
  allowance: Allowance,
): Promise<boolean> {
  const name = await nameOf(suite, signed, key);
  if (right.has(name)) return true;
  const isRight = await suite.verify(signed, key, allowance);
  if (isRight) right.add(name);
  return isRight;
}

/** Documents come from JSON text (`received.ts`), so that one text is one document. */
async function nameOf(
  { type, cryptosuite }: Cryptosuite,
  { document, proof }: SignedParts,
  key: Uint8Array,
): Promise<string> {
  const all = JSON.stringify([type, cryptosuite ?? '', encodeBase64Url(key), proof, document]);
  return encodeBase64Url(await digest('SHA-256', new TextEncoder().encode(all)));
}
