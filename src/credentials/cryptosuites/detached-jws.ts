/** The proofs of before Data Integrity: a JWS whose payload is not in it (RFC 7515 §F, RFC 7797). */
import { z } from 'zod';
import { decodeBase64Url } from '../bytes/encoding.ts';
import { parseJson } from '../bytes/json.ts';

export interface DetachedJws {
  readonly alg: string;
  readonly signature: Uint8Array;
  /** What is signed, with this payload (RFC 7797 §3). */
  messageOf(payload: Uint8Array): Uint8Array;
}

/** The payload is not encoded, and whoever does not know what that means must not read on. */
const headerShape = z.looseObject({
  alg: z.string(),
  b64: z.literal(false),
  crit: z.tuple([z.literal('b64')]),
});

/** Nothing for what is no such JWS. */
export function readDetachedJws(text: string): DetachedJws | undefined {
  const [header = '', payload, signature = '', ...rest] = text.split('.');
  if (payload !== '' || rest.length > 0) return undefined;
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(decodeBase64Url(header));
    const parsed = parseJson(json);
    const { alg } = headerShape.parse(parsed.ok ? parsed.value : undefined);
    const before = new TextEncoder().encode(`${header}.`);
    return {
      alg,
      signature: decodeBase64Url(signature),
      messageOf: (bytes) => Uint8Array.of(...before, ...bytes),
    };
  } catch {
    return undefined;
  }
}
