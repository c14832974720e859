/** The real process, read by whoever watches it: its metrics, its first line, what it could not read. */
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBuild } from '../../src/build.ts';
import { readMetrics } from '../support/metrics.ts';
import { root } from '../support/programs/compiled.ts';
import { freePort, startProcess, type TestServer } from '../support/programs/process.ts';
import { startServer } from '../support/programs/process.ts';
import { createVisitor } from '../support/visitor.ts';

let folder: string;
let server: TestServer;
let address: string;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  env = { DATA_DIR: folder, METRICS_PORT: String(port) };
  server = await startServer('src/server.ts', { env });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const scrape = async () => readMetrics(await (await fetch(`${address}/metrics`)).text());

it('is read on a port of its own, and there is nothing else', async () => {
  const answer = await fetch(`${address}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const [elsewhere, posted, ours] = await Promise.all([
    fetch(`${address}/`),
    fetch(`${address}/metrics`, { method: 'POST' }),
    fetch(`${server.url}/metrics`),
  ]);
  expect([elsewhere.status, posted.status, ours.status]).toEqual([404, 404, 404]);
});

it('counts commits, and the writes that shared them', async () => {
  const before = await scrape();
  const args = ['create-kpa', '--slug', 'hauts-pres', '--name', 'KPA des Hauts-Prés'];
  args.push('--place', 'Villeneuve', '--description', 'Cuisine.', '--person', 'Nadia Roche');
  const { url } = server;
  const admin = startProcess('src/admin.ts', { env: { ...env, PUBLIC_URL: url }, args });
  const [link = ''] = await admin.says(/http:\S+\/connexion\/\S+/);
  const browser = createVisitor(url, url);
  await browser.press(await browser.get(link), 'Entrer');
  const after = await scrape();
  const grown = (name: string) => (after.value(name) ?? 0) - (before.value(name) ?? 0);
  expect(grown('kpa_commit_seconds_count')).toBeGreaterThan(0);
  expect(grown('kpa_commit_seconds_sum')).toBeGreaterThan(0);
  expect(grown('kpa_commit_writes_sum')).toBeGreaterThanOrEqual(grown('kpa_commit_seconds_count'));
  await admin.ended;
});

it('says how old the newest backup is, once there is one', async () => {
  expect((await scrape()).value('kpa_backup_age_seconds')).toBeUndefined();
  await mkdir(join(folder, 'backups'));
  await writeFile(join(folder, 'backups', 'restored.sqlite'), '');
  expect((await scrape()).value('kpa_backup_age_seconds')).toBeUndefined();
  const args = ['backup', '--keep', '2'];
  const admin = startProcess('src/admin.ts', { env: { ...env, PUBLIC_URL: server.url }, args });
  expect(await admin.ended).toEqual({ code: 0, signal: null });
  expect((await scrape()).value('kpa_backup_age_seconds')).toBeGreaterThanOrEqual(0);
});

it('leaves a line of what is no request, and counts it', async () => {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  let answer = '';
  socket.on('data', (chunk: string) => (answer += chunk));
  socket.write('EHLO x\r\n\r\n');
  await once(socket, 'close');
  const [, id = ''] = /^X-Request-Id: (\S+)$/m.exec(answer) ?? [];
  expect(answer).toContain(`"instance":"urn:uuid:${id}"`);
  const line = await server.says(new RegExp(`^.*"requestId":"${id}".*$`, 'm'));
  const said = { level: 30, msg: 'request', route: 'none', status: 400, code: 'BAD_REQUEST' };
  expect(JSON.parse(line[0])).toMatchObject(said);
  expect((await scrape()).value('kpa_refusals_total', { code: 'BAD_REQUEST' })).toBe(1);
});

it('says first which build it is', () => {
  const [first = ''] = server.output().split('\n');
  expect(JSON.parse(first)).toMatchObject({ ...readBuild(root), msg: 'KPA-Cité badges starts' });
});
