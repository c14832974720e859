/** Compact JWS from strangers (RFC 7515 §7.1), read strictly before any key is looked for. */
import { z } from 'zod';
import { decodeBase64Url, isBase64Url } from '../bytes/encoding.ts';
import { CredentialError, messageOf } from '../errors.ts';
import { isObject, type JsonObject } from '../bytes/json-object.ts';
import { type JsonFault, MAX_JSON_BYTES, parseJson } from '../bytes/json.ts';
import { describeIssues } from '../schemas/schema-parts.ts';

/** base64url adds a third; the header and the signature are small. */
export const MAX_JWT_LENGTH = MAX_JSON_BYTES * 1.5;
/** Keys that lie elsewhere, or are vouched for elsewhere (RFC 7515 §4.1). Nobody goes there. */
const ELSEWHERE = ['jku', 'x5u', 'x5c', 'x5t', 'x5t#S256'];
/** What is signed is not what stands there (RFC 7515 §4.1.11, RFC 7797, RFC 7516). */
const OTHERWISE = ['b64', 'crit', 'zip', 'enc', 'epk'];

const headerShape = z.looseObject({
  alg: z.string().max(32),
  kid: z.string().min(1).max(2048).optional(),
  jwk: z.record(z.string(), z.unknown()).optional(),
});
export type JwtHeader = z.infer<typeof headerShape>;

export interface CompactJwt {
  readonly text: string;
  readonly header: JwtHeader;
  readonly payload: JsonObject;
  readonly signature: Uint8Array;
}

export type DecodedJwt =
  | { readonly ok: true; readonly jwt: CompactJwt }
  | { readonly ok: false; readonly reason: JsonFault; readonly detail: string };

export function looksCompact(text: string): boolean {
  if (!text.startsWith('ey')) return false;
  const parts = text.split('.', 4);
  const [header, payload] = parts;
  return parts.length === 3 && ![header, payload].includes('') && parts.every(isBase64Url);
}

/** Nothing is verified. Never throws. */
export function decodeJwt(text: string): DecodedJwt {
  try {
    if (text.length > MAX_JWT_LENGTH) {
      throw new PartError('too-large', `The JWT is longer than ${MAX_JWT_LENGTH}`);
    }
    const [header = '', payload = '', signature = ''] = text.split('.');
    const read = headerShape.safeParse(readObject(header, 'header'));
    if (!read.success) throw new PartError('not-json', describeIssues(read.error));
    const jwt = { text, header: read.data, payload: readObject(payload, 'payload') };
    return { ok: true, jwt: { ...jwt, signature: decodeBase64Url(signature) } };
  } catch (error) {
    const reason = error instanceof PartError ? error.reason : 'not-json';
    return { ok: false, reason, detail: messageOf(error) };
  }
}

/** A parameter with which the signature would have to be checked in a way that is not known here. */
export function unknownParameter(
  header: JwtHeader,
): { readonly name: string; readonly stage: 'key' | 'cryptosuite' } | undefined {
  const isThere = (name: string) => header[name] !== undefined;
  const [otherwise, elsewhere] = [OTHERWISE.find(isThere), ELSEWHERE.find(isThere)];
  if (otherwise !== undefined) return { name: otherwise, stage: 'cryptosuite' };
  return elsewhere === undefined ? undefined : { name: elsewhere, stage: 'key' };
}

/** Keys twice are refused here: of two equal keys other readers keep the other. */
function readObject(encoded: string, name: string): JsonObject {
  const bytes = decodeBase64Url(encoded);
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const parsed = parseJson(text);
  if (parsed.ok && isObject(parsed.value)) return parsed.value;
  const { reason, detail } = parsed.ok
    ? ({ reason: 'not-json', detail: 'not an object' } as const)
    : parsed;
  throw new PartError(reason, `The JWT’s ${name}: ${detail}`);
}

class PartError extends CredentialError {
  readonly reason: JsonFault;
  constructor(reason: JsonFault, message: string) {
    super('INVALID_JSON', message);
    this.reason = reason;
  }
}
