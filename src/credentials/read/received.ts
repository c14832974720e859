/** What somebody hands in: JSON with its proof in it, or a compact JWT around it. */
import { CREDENTIALS_V2 } from '../contexts/urls.ts';
import { messageOf } from '../errors.ts';
import { isParsedHere, type JsonFault, parseJson } from '../bytes/json.ts';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { type CompactJwt, decodeJwt, looksCompact } from '../jwt/compact.ts';
import { credentialOf } from '../jwt/credential-of.ts';
import type { Note } from '../verification.ts';

export type Received =
  | {
      readonly ok: true;
      readonly document: JsonObject;
      readonly jwt?: CompactJwt;
      /** Departures in how a JWT holds its credential. */
      readonly notes: readonly Note[];
      /** Why two readers could read two things in it. */
      readonly ambiguous?: string;
    }
  | { readonly ok: false; readonly reason: JsonFault; readonly detail: string };

/** VCDM 2.0 §4.13: the media types that are JWTs. */
const ENVELOPE = /^data:application\/(?:v[cp]\+jwt|vc-ld\+jwt|vc\+ld\+json\+jwt|jwt),/;
const ENVELOPES = ['EnvelopedVerifiableCredential', 'EnvelopedVerifiablePresentation'];

/** Text, or what was parsed from it: the same limits hold for both. Never throws. */
export function receive(input: unknown): Received {
  if (isParsedHere(input)) return receiveObject(input);
  const text = textOf(input);
  if (typeof text !== 'string') return text;
  const trimmed = text.trim();
  if (looksCompact(trimmed)) return receiveJwt(trimmed);
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  if (typeof parsed.value === 'string' && looksCompact(parsed.value)) {
    return receiveJwt(parsed.value);
  }
  return isObject(parsed.value) ? receiveObject(parsed.value) : unread('Not a JSON object');
}

function receiveObject(document: JsonObject): Received {
  const enveloped = jwtInEnvelope(document);
  return enveloped === undefined ? { ok: true, document, notes: [] } : receiveJwt(enveloped);
}

/** As text, whatever it is: an object can be cyclic, or answer differently each time it is read. */
export function textOf(input: unknown): string | Extract<Received, { ok: false }> {
  if (typeof input === 'string') return input;
  try {
    const text: unknown = JSON.stringify(input);
    return typeof text === 'string' ? text : unread('Not JSON');
  } catch (error) {
    return unread(messageOf(error));
  }
}

function receiveJwt(text: string): Received {
  const decoded = decodeJwt(text);
  if (!decoded.ok) return decoded;
  const of = credentialOf(decoded.jwt.payload);
  if (!of.ok) return unread(of.detail);
  const { held: document, notes, ambiguous } = of;
  const twice = ambiguous === undefined ? {} : { ambiguous };
  return { ok: true, document, jwt: decoded.jwt, notes, ...twice };
}

const unread = (detail: string) => ({ ok: false, reason: 'not-json', detail }) as const;

/** An envelope is nothing but the JWT in its `id`. */
function jwtInEnvelope(document: JsonObject): string | undefined {
  const { '@context': context, id, type, ...rest } = document;
  const isEnvelope = toArray(type).some((name) => ENVELOPES.some((one) => one === name));
  const isBare = toArray(context)[0] === CREDENTIALS_V2 && Object.keys(rest).length === 0;
  if (!isEnvelope || !isBare || typeof id !== 'string') return undefined;
  const text = id.replace(ENVELOPE, '');
  return text !== id && looksCompact(text) ? text : undefined;
}
