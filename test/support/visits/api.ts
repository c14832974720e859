/** A program that speaks to the API, with or without a token. */
import { createToken } from '../../../src/features/api-tokens/create-token.ts';
import { isObject, type JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import type { ApiToken, Kpa } from '../../../src/storage/store.ts';
import type { World } from '../world.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty if the body is no JSON object. */
  readonly json: JsonObject;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData | Uint8Array<ArrayBuffer>;
}

export async function makeToken(
  world: World,
  kpa: Kpa,
  identity: ApiToken['identity'] = 'did:web',
  days = 30,
): Promise<string> {
  const request = { label: 'Essais', identity, days, by: 'Nadia Roche' };
  return (await createToken(world.services, kpa, request)).token;
}

/** The did:key of the key with which a KPA signs. */
export async function didKeyOf({ services }: World, kpa: Kpa): Promise<string> {
  const [key] = await services.keys.publicKeys(kpa.id);
  if (key?.algorithm !== 'Ed25519') throw new Error('The first key is not Ed25519');
  return `did:key:${key.publicKey}`;
}

/** As programs send: no cookie, no origin, any answer is welcome. */
export async function send(world: World, path: string, sent: Sent): Promise<ApiAnswer> {
  const answer = await fetch(`${world.origin}${path}`, {
    method: 'POST',
    ...sent,
    headers: { Connection: 'close', ...sent.headers },
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: objectIn(text) };
}

/** `path`: « /credentials/issue », or with a method before it, « PUT /credentials/note ». */
export function sendJson(world: World, path: string, body: unknown, token?: string) {
  const authorization = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const [address = path, method = 'POST'] = path.split(' ').toReversed();
  return send(world, address, {
    method,
    headers: { 'Content-Type': 'application/json', ...authorization },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

function objectIn(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
