/**
 * OpenID Connect as it is spoken to a provider (Core 1.0 §3.1; RFC 9700): code, PKCE, state and nonce,
 * the issuer compared, ID tokens verified with the provider's keys. Only `openid` is asked for: no name,
 * no e-mail. It is reached by the guarded exchange, and by no other way.
 */
import type { Configuration, CustomFetch } from 'openid-client';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Custody, SecretContext } from '../../keys/custody.ts';
import type { GuardedExchange } from '../../outside/guarded-exchange.ts';
import type { SignInProvider } from '../../storage/store.ts';
import type { Flow } from './flows.ts';

/** A tenth of a second to load, for those alone whose KPA has a provider. */
const library = () => import('openid-client');

/** Denied: by the person, or by the provider. Late: used, or asked for too long ago. */
export type ProviderFailure = 'denied' | 'late' | 'away' | 'wrong';

export interface Subject {
  readonly subject: string;
  /** In seconds: when the provider last asked who it is, if it says so. */
  readonly authTime: number | undefined;
}

/** Whom we are to them. */
export interface ClientOf {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
}

interface Services {
  readonly custody: Pick<Custody, 'open'>;
  readonly guardedExchange: GuardedExchange;
  readonly clock: () => Date;
  readonly log: Logger;
}

export const secretContext = (kpaId: string): SecretContext => ({
  kpaId,
  documentId: kpaId,
  use: 'sign-in provider',
});

const KEPT_MINUTES = 10;
/** As long as a way to the provider and back may take (flows.ts). */
const PROOF_SECONDS = 600;

class AwayError extends Error {
  override readonly name = 'AwayError';
}

export type Oidc = ReturnType<typeof createOidc>;

export function createOidc({ custody, guardedExchange, clock, log }: Services) {
  /** Of a provider as it is configured: what it says of itself is asked for once in a while. */
  const known = new LRUCache<string, Promise<Configuration>>({
    max: 200,
    ttl: KEPT_MINUTES * 60_000,
    ttlResolution: 0,
    perf: { now: () => clock().getTime() },
  });

  async function configurationOf(provider: SignInProvider): Promise<Configuration> {
    const { kpaId, issuer, clientId, sealedSecret, changedAt } = provider;
    const key = JSON.stringify([kpaId, issuer, clientId, changedAt]);
    const there = known.get(key);
    if (there) return there;
    const secret = await custody.open(sealedSecret, secretContext(kpaId));
    const found = discover({ issuer, clientId, secret }, createFetch(guardedExchange, kpaId));
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  }

  async function attempt<T>(
    work: () => Promise<T>,
  ): Promise<T | { readonly failure: ProviderFailure }> {
    try {
      return await work();
    } catch (error) {
      const failure = failureIn(error);
      log.warn({ why: whyIn(error), failure }, 'signing in with a provider failed');
      return { failure };
    }
  }

  return {
    /** Whether it speaks OpenID Connect under this issuer. */
    examine: (kpaId: string, client: ClientOf) =>
      attempt(async () => {
        await discover(client, createFetch(guardedExchange, kpaId));
        return { ok: true } as const;
      }),

    /** Where to send the browser. */
    begin: (provider: SignInProvider, flow: Flow, redirectUri: string) =>
      attempt(async () => {
        const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await library();
        const configuration = await configurationOf(provider);
        const url = buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: 'openid',
          state: flow.state,
          nonce: flow.nonce,
          code_challenge: await calculatePKCECodeChallenge(flow.verifier),
          code_challenge_method: 'S256',
          // Asked so, it has to say when it asked (Core 1.0 §2, auth_time).
          ...(flow.isProof && { prompt: 'login', max_age: '0' }),
        });
        if (url.protocol !== 'https:') throw new AwayError('It signs in on an address without TLS');
        return { url: url.href };
      }),

    /** `address`: whole, as the provider sent the browser to it. */
    finish: (provider: SignInProvider, flow: Flow, address: URL) =>
      attempt(async (): Promise<Subject> => {
        const { authorizationCodeGrant } = await library();
        const configuration = await configurationOf(provider);
        const tokens = await authorizationCodeGrant(configuration, address, {
          pkceCodeVerifier: flow.verifier,
          expectedState: flow.state,
          expectedNonce: flow.nonce,
          idTokenExpected: true,
          ...(flow.isProof && { maxAge: PROOF_SECONDS }),
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new AwayError('There is no ID token');
        return { subject: claims.sub, authTime: claims.auth_time };
      }),
  };
}

async function discover(client: ClientOf, fetchGuarded: CustomFetch): Promise<Configuration> {
  const oidc = await library();
  const { issuer, clientId, secret } = client;
  const [post, basic] = [oidc.ClientSecretPost(secret), oidc.ClientSecretBasic(secret)];
  return oidc.discovery(
    new URL(issuer),
    clientId,
    { client_secret: secret },
    // What it says it takes; without a word, the default of Discovery 1.0 §3.
    (server, ...rest) => {
      const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
      (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
    },
    {
      [oidc.customFetch]: fetchGuarded,
      // Signatures of ID tokens are looked at, though TLS says where they are from.
      execute: [oidc.enableNonRepudiationChecks],
    },
  );
}

/** `fetch`, as openid-client asks for it. `asker`: the KPA whose provider it is. */
const createFetch =
  (guardedExchange: GuardedExchange, asker: string): CustomFetch =>
  async (url, { method, headers, body }) => {
    const text = body instanceof URLSearchParams ? body.toString() : (body ?? '');
    if (typeof text !== 'string') throw new AwayError('It asks for what is no form');
    const sent = { method: method === 'POST' ? 'POST' : 'GET', headers, body: text } as const;
    const answer = await guardedExchange(url, sent, asker);
    if (answer.outcome !== 'answered') throw new AwayError(answer.detail);
    const { status, contentType } = answer;
    if (status >= 500) throw new AwayError(`It answers ${status}`);
    return new Response(status === 204 ? null : answer.body, {
      status,
      headers: { 'content-type': contentType },
    });
  };

/** The error, and what it came from. */
function* chainOf(error: unknown): Generator<Error> {
  for (let one = error; one instanceof Error; one = one.cause) yield one;
}

const saysIn = (error: Error): unknown => ('error' in error ? error.error : undefined);

function failureIn(error: unknown): ProviderFailure {
  for (const one of chainOf(error)) {
    if (one instanceof AwayError) return 'away';
    const says = saysIn(one);
    if (says === 'access_denied' || says === 'login_required') return 'denied';
    if (says === 'invalid_grant') return 'late';
    if (says === 'temporarily_unavailable' || says === 'server_error') return 'away';
  }
  return 'wrong';
}

/** Codes, and sentences of the library: no token, no address of a person. */
function whyIn(error: unknown): string {
  const parts = [...chainOf(error)].map((one) => {
    const says = saysIn(one);
    return typeof says === 'string' && /^[a-z_]{1,40}$/.test(says) ? says : one.message;
  });
  return parts.join(': ').slice(0, 300);
}
