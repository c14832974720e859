/** What the runbook and the dashboard name is there, and no metric of ours is explained by neither. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMetrics } from '../../../src/metrics/metrics.ts';
import { createMetricsOfAll } from '../../../src/metrics/of-all.ts';
import { PROBLEM_CODES } from '../../../src/problems/problems.ts';
import { readMetrics, type Scraped } from '../../support/metrics.ts';
import { createWorld, type World } from '../../support/world.ts';

const read = (file: string) => readFileSync(file, 'utf8');

const [, night = ''] = read('docs/runbook.md').split(/^## At 3 a\.m\.$/m);
const marked = [...night.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

const target = z.object({ refId: z.string().length(1), expr: z.string().min(1) });
const place = z.object({ x: z.int(), y: z.int(), w: z.int().max(24), h: z.int().min(1) });
const panel = z.object({
  id: z.int().min(1),
  type: z.enum(['row', 'stat', 'timeseries']),
  title: z.string().min(1),
  gridPos: place,
  targets: z.array(target).min(1).optional(),
});
const dashboard = z.object({
  title: z.string().min(1),
  // grafana.com/docs, JSON model: at most 40 letters.
  uid: z.string().regex(/^[\w-]{1,40}$/),
  schemaVersion: z.int().min(39),
  time: z.object({ from: z.string(), to: z.string() }),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
  panels: z.array(panel).min(1),
});
const { panels, templating } = dashboard.parse(JSON.parse(read('docs/grafana-dashboard.json')));
const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

const metricsIn = (text: string) => text.match(/\b(?:kpa|nodejs|process)_[a-z\d_]+/g) ?? [];

const metrics = createMetrics({ version: '1.2.3' }, { warn: () => undefined });
let world: World;
let scraped: Scraped;
/** The same, of two workers. */
let ofTwo: Scraped;
beforeAll(async () => {
  world = await createWorld({ metrics });
  scraped = readMetrics((await metrics.read()).text);
  const parts = await metrics.parts();
  const both = new Map([1, 2].map((worker) => [worker, parts] as const));
  const all = createMetricsOfAll(() => Promise.resolve(both), new Date());
  ofTwo = readMetrics((await all.read()).text);
});
afterAll(() => world.destroy());

/** As it is declared: a histogram has three names more. */
const declared = (name: string) =>
  scraped.names.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');

describe.each([
  ['the runbook', marked.flatMap(metricsIn)],
  ['the dashboard', queries.flatMap(metricsIn)],
])('%s', (_, named) => {
  it('names no metric that is not there, of one process and of several workers', () => {
    expect(named.length).toBeGreaterThan(10);
    for (const { names } of [scraped, ofTwo]) {
      expect(named.filter((name) => !names.has(declared(name)))).toEqual([]);
    }
  });
});

it.each([
  ['in the runbook', marked],
  ['on the dashboard', queries],
])('every metric of ours is %s', (_, texts) => {
  const ours = [...scraped.names].filter((name) => name.startsWith('kpa_'));
  expect(ours.length).toBeGreaterThan(10);
  const explained = new Set(texts.flatMap(metricsIn).map(declared));
  expect(ours.filter((name) => !explained.has(name))).toEqual([]);
});

describe('the dashboard', () => {
  it('is one that Grafana can place: each panel once, and none on another', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
    expect(
      panels.filter(({ type, targets }) => (type === 'row') === (targets !== undefined)),
    ).toEqual([]);
  });

  it('asks with variables that it has, and by labels that are there', () => {
    const variables = templating.list.map(({ name }) => name);
    const asked = queries.flatMap((expr) =>
      [...expr.matchAll(/\$(\w+)/g)].map(([, name = '']) => name),
    );
    expect(asked.filter((name) => !variables.includes(name))).toEqual([]);
    const labels = queries.flatMap((expr) =>
      [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', ')),
    );
    const known = ['le', 'status', 'route', 'code', 'why', 'operation', 'collection'];
    expect(labels.filter((label) => !known.includes(label))).toEqual([]);
  });
});

describe('the runbook', () => {
  const rows = [...night.matchAll(/^\| (.+?) +\| /gm)].map(([, first = '']) => first);
  const fields = rows
    .slice(rows.indexOf('Field'))
    .flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));

  it('has the fields of a request that the log has, each of them', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    world.logged.length = 0;
    await world.visitor().send('/nulle-part', { headers: { traceparent } });
    await expect.poll(() => world.logged.length, { interval: 5 }).toBe(1);
    const line = z.record(z.string(), z.unknown()).parse(JSON.parse(world.logged[0] ?? ''));
    expect([...fields, 'msg'].sort()).toEqual([...Object.keys(line), 'aborted'].sort());
  });

  it('quotes what the log says, and codes that there are', () => {
    const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => read(join('src', name)))
      .join('\n');
    const messages = marked.filter(
      (text) => /^[A-Za-z][a-z]* [a-z ]+$/.test(text) && !text.startsWith('admin '),
    );
    expect(messages).toContain('A status list is behind');
    expect(messages.filter((text) => !code.includes(`'${text}'`))).toEqual([]);
    const known: readonly string[] = PROBLEM_CODES;
    const codes = marked.filter((text) => /^[A-Z_]{4,}$/.test(text));
    expect(codes).toContain('TOO_MANY');
    const others = ['WORKERS', 'METRICS_PORT', 'METRICS_HOST', 'PUBLIC_URL', 'TRUST_PROXY'];
    expect(codes.filter((text) => !known.includes(text) && !others.includes(text))).toEqual([]);
  });
});
