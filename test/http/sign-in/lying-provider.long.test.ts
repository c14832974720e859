/** A provider that lies, or whose answers somebody made: nobody comes in (OpenID Connect Core 1.0 §3.1.3.7). */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { startLoopbackIssuer, TEST_CA } from '../../support/issuers/loopback-issuer.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { chooseProvider, setOut, START } from '../../support/ways/accounts.ts';
import { exchangeWith } from '../../support/ways/loopback-exchange.ts';
import { CLIENT, ISSUER } from '../../support/ways/openid-provider.ts';
import { accountOf, linkIdOf } from '../../../src/features/providers/accounts.ts';
import { type World, createWorld } from '../../support/world.ts';

const SUBJECT = 'n.roche';

interface Lie {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly isForged?: true;
  readonly raw?: string;
  readonly status?: number;
  readonly location?: string;
}

let world: World;
let manager: TestVisitor;
let lie: Lie = {};
let nonce = '';
let close: () => Promise<void>;

beforeAll(async () => {
  const [ours, theirs] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const token = async () => {
    const { isForged, claims } = lie;
    const now = Math.floor(Date.now() / 1_000);
    const told = {
      iss: ISSUER,
      sub: SUBJECT,
      aud: CLIENT.clientId,
      nonce,
      iat: now,
      exp: now + 300,
    };
    return new SignJWT({ ...told, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(isForged ? theirs.privateKey : ours.privateKey);
  };
  const json = (content: () => unknown) => (_: unknown, response: Response_) => {
    void Promise.resolve(content()).then((value) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    });
  };
  const server = await startLoopbackIssuer({
    '/.well-known/openid-configuration': json(() => ({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/auth`,
      token_endpoint: `${ISSUER}/token`,
      jwks_uri: `${ISSUER}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    })),
    '/jwks': json(() => ({ keys: [jwk] })),
    '/token': (_, response) => {
      if (lie.location !== undefined) response.writeHead(302, { location: lie.location }).end();
      else if (lie.raw !== undefined) {
        response.writeHead(lie.status ?? 200, { 'content-type': 'application/json' }).end(lie.raw);
      } else {
        json(async () => ({
          ...{ access_token: 'any', token_type: 'Bearer' },
          id_token: await token(),
        }))(_, response);
      }
    },
  });
  close = server.close;
  world = await createWorld({ guardedExchange: exchangeWith(server.port, TEST_CA) });
  manager = await world.signIn(await world.add(world.hautsPres, 'Karim Benali', 'manager'));
  await chooseProvider(manager);
  await link(world.nadia);
});
afterAll(async () => {
  await world.destroy();
  await close();
});

type Response_ = {
  writeHead(status: number, headers: Record<string, string>): { end(text?: string): unknown };
};

async function link(person: Person): Promise<void> {
  await world.services.store.linkedAccounts.insert({
    id: linkIdOf(person),
    kpaId: person.kpaId,
    personId: person.id,
    account: accountOf(person.kpaId, ISSUER, SUBJECT),
    linkedAt: '2026-10-14T16:30:00.000Z',
  });
}

async function comeBack(told: Lie) {
  lie = told;
  const browser = world.visitor();
  const { searchParams } = new URL(await setOut(browser));
  nonce = searchParams.get('nonce') ?? '';
  const query = new URLSearchParams({ code: 'any', state: searchParams.get('state') ?? '' });
  return browser.get(`${START}/retour?${query.toString()}`);
}

it('who tells the truth is let in', async () => {
  const page = await comeBack({});
  expect([page.status, page.path]).toEqual([200, '/ce-qui-m-attend']);
});

describe.each<[string, Lie]>([
  ['another nonce', { claims: { nonce: 'another' } }],
  ['no nonce', { claims: { nonce: undefined } }],
  ['another issuer', { claims: { iss: 'https://evil.example' } }],
  ['another client', { claims: { aud: 'another' } }],
  ['an ID token that is over', { claims: { exp: 1_000_000 } }],
  ['no subject', { claims: { sub: undefined } }],
  ['a key of somebody else', { isForged: true }],
  ['no ID token', { raw: '{"access_token":"any","token_type":"Bearer"}' }],
  ['what is no JSON', { raw: '<html>' }],
  ['an error of its own', { raw: '{"error":"invalid_client"}', status: 401 }],
  ['a redirect into our network', { location: 'https://127.0.0.1/' }],
  ['a page without end', { raw: ' '.repeat(300_000) }],
])('%s', (_, told) => {
  it('opens nothing, and is told in a sentence', async () => {
    const page = await comeBack(told);
    expect([422, 503]).toContain(page.status);
    expect(page.heading).toBe('Vous n’êtes pas encore dans votre espace');
    expect(page.text).toContain('La Fabrique');
  });
});
