/** The service as it is delivered: built, with its production dependencies only (Dockerfile). */
import { randomBytes } from 'node:crypto';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type TestServer, startProcess, startServer } from '../support/programs/process.ts';
import { createVisitor } from '../support/visitor.ts';

/** Holds dist/, node_modules/ and what the service reads; the repository itself unless said. */
const folder = resolve(process.env['BUILT'] ?? '.');
const PUBLIC_URL = 'https://badges.example';
const secret = () => randomBytes(32).toString('base64');

let data: string;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  await access(join(folder, 'dist/server.js')); // first: npm run build
  data = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
  env = {
    NODE_ENV: 'production',
    DATA_DIR: data,
    PUBLIC_URL,
    MASTER_KEY: secret(),
    APP_SECRET: secret(),
  };
});

afterAll(() => rm(data, { recursive: true }));

describe('In production', () => {
  it.each(['MASTER_KEY', 'APP_SECRET', 'PUBLIC_URL'])(
    'the service does not start without %s, and says how to set it',
    async (name) => {
      const service = startProcess('dist/server.js', { folder, env: { ...env, [name]: '' } });
      expect(await service.ended).toEqual({ code: 1, signal: null });
      expect(service.output()).toMatch(
        new RegExp(`^The service did not start\\.\n${name} is missing: set it to .+\n$`),
      );
    },
  );

  it('says at once all that is wrong or missing, and never what stands in a key', async () => {
    const wrong = { MASTER_KEY: 'half-a-key', MASTER_KEY_PREVIOUS: 'older-key', PORT: '99999' };
    const service = startProcess('dist/server.js', {
      folder,
      env: { ...env, ...wrong, APP_SECRET: '' },
    });
    expect(await service.ended).toEqual({ code: 1, signal: null });
    const lines = service.output().trimEnd().split('\n');
    expect(lines.map((line) => line.split(/:| is missing/)[0])).toEqual([
      'The service did not start.',
      ...['PORT', 'MASTER_KEY', 'MASTER_KEY_PREVIOUS', 'APP_SECRET'],
    ]);
    expect(service.output()).not.toMatch(/half-a-key|older-key/);
  });

  it('nor with an address that is not https', async () => {
    const service = startProcess('dist/server.js', {
      folder,
      env: { ...env, PUBLIC_URL: 'http://badges.example' },
    });
    expect(await service.ended).toEqual({ code: 1, signal: null });
    expect(service.output()).toContain('PUBLIC_URL must use https in production');
  });

  it('nor on nothing: a new installation begins with its first KPA', async () => {
    const service = startProcess('dist/server.js', { folder, env });
    expect(await service.ended).toEqual({ code: 1, signal: null });
    expect(service.output()).toMatch(/The service did not start\.\nThere is nothing in SQLite in /);
  });

  it('what is in it is written down, with each version (CycloneDX)', async () => {
    const bill = z
      .object({
        bomFormat: z.literal('CycloneDX'),
        components: z.array(z.object({ name: z.string(), version: z.string() })),
      })
      .parse(JSON.parse(await readFile(join(folder, 'sbom.json'), 'utf8')));
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['express', 'jsonld', 'jose', 'vc', 'mongoose']));
    expect(names).not.toContain('vitest');
  });

  async function createKpa(slug: string, name: string): Promise<string> {
    const args = ['create-kpa', '--slug', slug, '--name', name, '--place', 'Villeneuve'];
    args.push('--description', 'Cuisine et bois.', '--person', 'Nadia Roche');
    const run = startProcess('dist/admin.js', { folder, env, args });
    expect(await run.ended).toEqual({ code: 0, signal: null });
    const [link = ''] = /https:\/\/badges\.example\/connexion\/\S+/.exec(run.output()) ?? [];
    return link;
  }

  describe('with its secrets', () => {
    let server: TestServer;
    let link: string;
    beforeAll(async () => {
      link = await createKpa('hauts-pres', 'KPA des Hauts-Prés');
      server = await startServer('dist/server.js', { folder, env });
    });
    afterAll(() => server.stop());

    it('its first manager signs in, and another KPA is created beside it', async () => {
      expect(await createKpa('moulins', 'KPA des Moulins')).toContain('/connexion/lien/');
      const browser = createVisitor(server.url, PUBLIC_URL);
      const page = await browser.press(await browser.get(link), 'Entrer');
      expect(page.$('h1').text()).toBe('Bienvenue au KPA des Hauts-Prés');
      expect(page.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
    });

    it('the identity of the KPA is that of the public address', async () => {
      const answer = await fetch(`${server.url}/k/hauts-pres/did.json`);
      expect(await answer.json()).toMatchObject({ id: 'did:web:badges.example:k:hauts-pres' });
    });

    it('pages have their style and their images', async () => {
      const browser = createVisitor(server.url, PUBLIC_URL);
      const { $ } = await browser.get('/badges');
      const style = $('link[rel=stylesheet]').attr('href') ?? '';
      const image = $('main img').attr('src') ?? '';
      for (const path of [style, image]) expect((await browser.send(path)).status).toBe(200);
    });

    it('a badge is verified, in a thread of its own', async () => {
      const body = new FormData();
      body.append('source', '{"id":"urn:x"}');
      const page = await createVisitor(server.url, PUBLIC_URL).post('/verifier', body);
      expect(page.heading).toBe('Ce badge n’est pas signé');
    });

    it('asked to end, it is first not ready, then leaves with everything closed', async () => {
      server.signal('SIGTERM');
      const readiness = async () => (await fetch(`${server.url}/health/ready`)).status;
      while ((await readiness()) === 200);
      expect(await readiness()).toBe(503);
      expect(await server.ended).toEqual({ code: 0, signal: null });
      expect(server.output()).toContain('"msg":"Closed"');
      // No log line holds the token of a sign-in link.
      expect(server.output()).not.toMatch(/connexion\/lien\/[\w-]{20}/);
    });
  });
});
