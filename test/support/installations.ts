/** Installations beside that of a world: the same data at another address, or one of somebody else. */
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { adoptInstallation } from '../../src/features/installation/adopt-installation.ts';
import { createHttpServer } from '../../src/http-server.ts';
import type { GuardedFetch } from '../../src/outside/guarded-fetch.ts';
import { type Fetched, asText } from '../../src/outside/guarded-request.ts';
import { createServices, type Replacements } from '../../src/services.ts';
import type { Database } from '../../src/storage/store.ts';
import { openTestDatabase } from './storage/databases.ts';
import { createVisitor } from './visitor.ts';
import { listen, threads, type World } from './world.ts';

type Installation = Awaited<ReturnType<typeof start>>;

/** What is read once for all worlds, and the time that it is there. */
function sharedOf({ services }: World): Replacements {
  const { clock, definitions, languages, log, guardedFetch, assets, views, drawBadge } = services;
  const looks = { assets, views, drawBadge };
  return { clock, definitions, languages, log, guardedFetch, looks, threads };
}

async function start(world: World, config: Config, replacements: Replacements) {
  const services = await createServices(config, { ...sharedOf(world), ...replacements });
  const app = createApp(services);
  const server = createHttpServer(app, config);
  const origin = await listen(server);
  const { publicUrl } = config;
  return {
    ...{ services, app, server, origin, config, publicUrl },
    visitor: () => createVisitor(origin, publicUrl),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The data of a world as an operator moves it: adopted for this public URL, and served at it. */
export async function moveTo(
  world: World,
  database: Database,
  publicUrl: string,
): Promise<Installation> {
  const config = { ...world.config, publicUrl };
  const operator = await createServices(config, { ...sharedOf(world), database }, 'adopt');
  await adoptInstallation(operator, 'public-url', { by: 'Karim', reason: 'A new domain' });
  return start(world, config, { database });
}

/** One that has never heard of the world, and finds it at these public URLs. */
export async function startElsewhere(world: World, urls: readonly string[], origin: string) {
  const place = await openTestDatabase();
  const masterKey = randomBytes(32).toString('base64');
  const config = { ...world.config, masterKey, publicUrl: 'https://elsewhere.example' };
  const guardedFetch = leadingTo(urls, origin);
  const installation = await start(world, config, { database: place.database, guardedFetch });
  return {
    ...installation,
    async destroy() {
      installation.close();
      await place.destroy();
    },
  };
}

/** As proxies before a service do: all of these hosts lead to it, each with its name. */
function leadingTo(urls: readonly string[], origin: string): GuardedFetch {
  const fetchBytes = async (address: string, accept: string): Promise<Fetched> => {
    const { origin: asked, host, pathname, search } = new URL(address);
    if (!urls.includes(asked)) return { outcome: 'unreachable', detail: 'Not in this test' };
    const { status, contentType, body } = await askAs(
      host,
      `${origin}${pathname}${search}`,
      accept,
    );
    if (status === 200) return { outcome: 'found', body, contentType };
    return { outcome: 'not-found', detail: `It answered ${status}` };
  };
  return {
    fetchBytes,
    fetchJsonText: async (address, accept) => asText(await fetchBytes(address, accept)),
  };
}

/** `fetch` sends the host of the address that it connects to. */
export function askAs(host: string, url: string, accept = '*/*') {
  return new Promise<{ status: number; contentType: string; body: Buffer }>((resolve, reject) => {
    const asked = request(url, { headers: { host, accept, connection: 'close' } }, (answer) => {
      const { statusCode: status = 0, headers } = answer;
      buffer(answer).then((body) => {
        resolve({ status, contentType: headers['content-type'] ?? '', body });
      }, reject);
    });
    asked.on('error', reject).end();
  });
}
