/** A real OpenID Provider (node-oidc-provider) on this machine, and somebody who has an account there. */
import { createServer, request } from 'node:https';
import { readFileSync } from 'node:fs';
import Provider from 'oidc-provider';
import { TEST_CA } from '../issuers/loopback-issuer.ts';
import { createCookieJar } from '../visits/cookie-jar.ts';
import { exchangeWith } from './loopback-exchange.ts';
import { portOf } from './port-of.ts';

export const ISSUER = 'https://issuer.test';
const KEY = new URL('../issuers/tls/issuer.test.key.pem', import.meta.url);

export const CLIENT = { clientId: 'kpa-badges', secret: 'a secret of this client alone' };

interface Visited {
  readonly status: number;
  readonly location: string | undefined;
  readonly html: string;
}

export type TestProvider = Awaited<ReturnType<typeof startProvider>>;

/** `redirectUris`: where it sends browsers back to. */
export async function startProvider(redirectUris: readonly string[]) {
  const provider = new Provider(ISSUER, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.secret,
        redirect_uris: [...redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true, methods: ['S256'] },
    cookies: { keys: ['only for tests'] },
    // Whoever waits for others on a slow machine still gets in.
    ttl: { AuthorizationCode: 600 },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: { devInteractions: { enabled: true } },
  });
  const answer = provider.callback();
  let isUp = true;
  const server = createServer({ cert: TEST_CA, key: readFileSync(KEY) }, (req, res) => {
    if (isUp) void answer(req, res);
    else res.writeHead(503).end('Down for a while');
  });
  const port = await portOf(server);

  function visit(
    address: string,
    jar: ReturnType<typeof createCookieJar>,
    form?: Readonly<Record<string, string>>,
  ): Promise<Visited> {
    const { pathname, search, host } = new URL(address, ISSUER);
    const cookie = jar.header();
    const body = form && new URLSearchParams(form).toString();
    const options = {
      ...{ host: '127.0.0.1', port, servername: host, ca: TEST_CA, path: `${pathname}${search}` },
      method: form ? 'POST' : 'GET',
      headers: {
        host,
        connection: 'close',
        ...(cookie !== '' && { cookie }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
    };
    return new Promise((resolve, reject) => {
      const asked = request(options, (response) => {
        jar.keep(response.headers['set-cookie'] ?? []);
        let html = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (html += part));
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          resolve({ status, location: headers.location, html });
        });
      });
      asked.on('error', reject).end(body);
    });
  }

  return {
    port,
    guardedExchange: exchangeWith(port, TEST_CA),
    down: () => (isUp = false),
    up: () => (isUp = true),
    /** A browser there: whoever has shown who they are is known for a while. */
    browser() {
      const jar = createCookieJar();
      /** Until it sends the browser elsewhere: that address. */
      async function follow(from: string, login: string, stop: boolean): Promise<string> {
        let address = from;
        for (let step = 0; step < 12; step += 1) {
          const { origin } = new URL(address, ISSUER);
          if (origin !== ISSUER) return address;
          const page = await visit(address, jar);
          const next = page.location ?? (await answerForm(page, login, stop));
          address = new URL(next, ISSUER).href;
        }
        throw new Error('The provider leads nowhere');
      }
      async function answerForm({ html, status }: Visited, login: string, stop: boolean) {
        const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1];
        if (action === undefined) throw new Error(`No form (${status}): ${html.slice(0, 500)}`);
        if (stop) return `${new URL(action, ISSUER).pathname}/abort`;
        const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? '';
        const sent = await visit(action, jar, { prompt, login, password: 'any' });
        if (sent.location === undefined) throw new Error(`Not let on: ${sent.html.slice(0, 500)}`);
        return sent.location;
      }
      return {
        signIn: (from: string, login: string) => follow(from, login, false),
        stop: (from: string) => follow(from, '', true),
      };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
