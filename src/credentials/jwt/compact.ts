/** Compact JWS from strangers (RFC 7515 §7.1), read strictly before any key is looked for. */
import { z } from 'zod';
import { decodeBase64Url } from '../encoding.ts';
import { CredentialError, messageOf } from '../errors.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { MAX_JSON_BYTES, parseJson } from '../json.ts';
import { describeIssues } from '../schema-parts.ts';

/** base64url adds a third; the header and the signature are small. */
export const MAX_JWT_LENGTH = MAX_JSON_BYTES * 1.5;
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
/** Keys from elsewhere, and payloads that are not what they seem: none is of the OB profile. */
const REFUSED = ['jku', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'b64', 'crit', 'zip', 'enc', 'epk'];

const headerShape = z
  .looseObject({
    alg: z.string().max(32),
    kid: z.string().min(1).max(2048).optional(),
    jwk: z.record(z.string(), z.unknown()).optional(),
    typ: z.string().optional(),
  })
  .superRefine((header, context) => {
    const refused = REFUSED.find((name) => header[name] !== undefined);
    if (refused !== undefined) context.addIssue(`the header parameter ${refused} is not allowed`);
  });
export type JwtHeader = z.infer<typeof headerShape>;

export interface CompactJwt {
  readonly text: string;
  readonly header: JwtHeader;
  readonly payload: JsonObject;
  readonly signature: Uint8Array;
}

export type DecodedJwt =
  { readonly ok: true; readonly jwt: CompactJwt } | { readonly ok: false; readonly detail: string };

export function looksCompact(text: string): boolean {
  return text.startsWith('ey') && COMPACT.test(text);
}

/** Nothing is verified. Never throws. */
export function decodeJwt(text: string): DecodedJwt {
  try {
    if (text.length > MAX_JWT_LENGTH) throw invalid(`The JWT is longer than ${MAX_JWT_LENGTH}`);
    const [header = '', payload = '', signature = ''] = text.split('.');
    const read = headerShape.safeParse(readObject(header, 'header'));
    if (!read.success) throw invalid(describeIssues(read.error));
    const jwt = { text, header: read.data, payload: readObject(payload, 'payload') };
    return { ok: true, jwt: { ...jwt, signature: decodeBase64Url(signature) } };
  } catch (error) {
    return { ok: false, detail: messageOf(error) };
  }
}

/** Keys twice are refused here: of two equal keys other readers keep the other. */
function readObject(encoded: string, name: string): JsonObject {
  const bytes = decodeBase64Url(encoded);
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const parsed = parseJson(text);
  if (parsed.ok && isObject(parsed.value)) return parsed.value;
  throw invalid(`The JWT’s ${name}: ${parsed.ok ? 'not an object' : parsed.detail}`);
}

function invalid(message: string): CredentialError {
  return new CredentialError('INVALID_JSON', message);
}
