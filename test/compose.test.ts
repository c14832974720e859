/** The compose files say what the pages about them say; nobody runs containers here. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { longestClose } from '../src/closing.ts';
import { readConfig } from '../src/config.ts';
import { timesFor } from '../src/listen.ts';
import { CLOSING } from '../src/workers/supervise.ts';

const read = (file: string) => readFileSync(file, 'utf8');

const service = z.object({
  image: z.string(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  env_file: z.string().optional(),
  secrets: z
    .array(z.union([z.string(), z.object({ source: z.string(), target: z.string() })]))
    .default([]),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
  read_only: z.boolean().optional(),
  mem_limit: z.string().optional(),
  pids_limit: z.number().optional(),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()),
});
const composed = z.object({
  services: z.record(z.string(), service),
  configs: z.record(z.string(), z.object({ content: z.string() })).default({}),
  secrets: z.record(z.string(), z.object({ file: z.string() })).default({}),
  volumes: z.record(z.string(), z.unknown()),
});

const FILE = 'compose.replica-set.yaml';
const open = (file: string) => composed.parse(parse(read(file), { merge: true }));
const FILES = ['compose.yaml', FILE];
const { services, configs, secrets, volumes } = open(FILE);
const named = (name: RegExp) =>
  Object.entries(services)
    .filter(([key]) => name.test(key))
    .map(([key, one]) => ({ key, ...one }));

/** Those that run the service or its commands. */
const oursIn = (file: string) =>
  Object.values(open(file).services).filter(({ image }) => image === 'kpa-badges');

/** Milliseconds, and megabytes. */
const timeIn = (text: string): number => Number(/^(\d+)s$/.exec(text)?.[1]) * 1_000;
const sizeIn = (text: string): number => {
  const [, number, unit] = /^(?:\$\{[A-Z_]+:-)?(\d+)([gm])\}?$/.exec(text) ?? [];
  return Number(number) * (unit === 'g' ? 1_024 : 1);
};

it.each([
  ['compose.yaml', ['badges', 'backup', 'mongodb']],
  [FILE, ['proxy', 'badges-1', 'badges-2', 'mongo-1', 'mongo-2', 'mongo-3']],
])('%s: every process is bounded, and may do and write nothing more than it must', (file, keys) => {
  const all = Object.entries(open(file).services);
  expect(all.map(([key]) => key)).toEqual(keys);
  for (const [, one] of all) {
    expect(one).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(one.security_opt).toContain('no-new-privileges:true');
    expect(sizeIn(one.mem_limit ?? '')).toBeGreaterThan(0);
    expect(one.pids_limit).toBeGreaterThan(0);
    expect(timeIn(one.stop_grace_period ?? '')).toBeGreaterThan(0);
  }
});

describe.each(FILES)('%s', (file) => {
  it('sets no variable that the service does not read', () => {
    const known = new Set(
      [...read('.env.example').matchAll(/^([A-Z0-9_]+)=/gm)].map(([, one]) => one),
    );
    const ours = oursIn(file);
    const unknown = ours
      .flatMap(({ environment }) => Object.keys(environment))
      .filter((name) => !known.has(name));
    expect(ours.length).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  });

  it('names each volume that is used', () => {
    const { services: all, volumes: there } = open(file);
    const used = Object.values(all).flatMap((one) => one.volumes.map((text) => text.split(':')[0]));
    expect([...new Set(used)].sort()).toEqual(Object.keys(there).sort());
  });
});

it('whatever works on the data has its folders: a backup knows the journal, too', () => {
  for (const file of FILES) {
    for (const { env_file, environment, volumes: own } of oursIn(file)) {
      expect(env_file).toBe('.env');
      expect(environment).toMatchObject({
        ...{ DATA_DIR: '/data', NODE_ENV: 'production' },
        JOURNAL_DIR: '${JOURNAL_DIR:-/data/journal}',
      });
      expect(own).toEqual([expect.stringMatching(/^[\w-]+:\/data$/)]);
    }
  }
  const [service, backup] = oursIn('compose.yaml');
  expect(backup?.volumes).toEqual(service?.volumes);
  expect(Object.keys(volumes)).toHaveLength(7);
});

it('the memory is what the pages reckon with: for commands, and for each worker', () => {
  const [, each = ''] =
    /(\d+) MB for commands and (\d+) for each worker/.exec(read('docs/performance.md')) ?? [];
  const ofWorkers = (count: number) => Number(each) * (count + 1);
  const limits = FILES.flatMap(oursIn).map(({ mem_limit = '' }) => mem_limit);
  const chosen = limits.filter((text) => text.startsWith('${MEM_LIMIT:-'));
  expect(chosen).toHaveLength(3);
  for (const text of chosen) expect(sizeIn(text)).toBe(ofWorkers(readConfig({}).workers));
  // A command alone.
  for (const text of limits) expect(sizeIn(text)).toBeGreaterThanOrEqual(Number(each));
  expect(read('compose.yaml')).toContain(`MEM_LIMIT=${ofWorkers(4)}m for four`);
});

it('no secret stands in it, and the folder of the secrets is not kept', () => {
  expect(read(FILE)).not.toMatch(/(MASTER_KEY|APP_SECRET|SMTP_URL|MONGODB_URI)\s*[:=]/);
  expect(read(FILE)).not.toMatch(/mongodb(\+srv)?:\/\//);
  for (const { file } of Object.values(secrets)) expect(file).toMatch(/^secrets\//);
  expect(read('.gitignore')).toMatch(/^secrets\/$/m);
});

it('three members want a password and TLS, each with a certificate of its own', () => {
  const members = named(/^mongo-/);
  for (const { key, command, secrets: given, ports } of members) {
    const wanted = ['--auth', '--replSet=badges', '--tlsMode=requireTLS'];
    expect(command).toEqual(expect.arrayContaining(wanted));
    // What the command names is there.
    const targets = given.map((one) => (typeof one === 'string' ? one : one.target));
    const files = command.flatMap((text) => /=\/run\/secrets\/(.+)$/.exec(text)?.[1] ?? []);
    expect([...files].sort()).toEqual([...targets].sort());
    expect(given).toContainEqual({ source: key, target: 'mongo-certificate' });
    expect(ports).toEqual([]);
  }
  const script = read('scripts/mongo-certificates.sh');
  expect(script).toContain(`set -- ${members.map(({ key }) => key).join(' ')}`);
});

it('the proxy asks both processes whether they are ready, and only it is open to others', () => {
  const ours = named(/^badges-/);
  const content = configs['caddyfile']?.content ?? '';
  const upstreams = /reverse_proxy (.+) \{/.exec(content)?.[1];
  expect(upstreams).toBe(ours.map(({ key }) => `${key}:3000`).join(' '));
  expect(content).toMatch(/health_uri \/health\/ready\n/);
  for (const { environment, env_file, ports, volumes: own, ...one } of ours) {
    expect(environment).toMatchObject({ TRUST_PROXY: '1', NODE_ENV: 'production' });
    expect(env_file).toBe('.env');
    expect(ports).toEqual([]);
    expect(own).toEqual([`${one.key}:/data`]);
    expect(one.secrets).toEqual(['mongo-ca']);
  }
});

it('a closing process has the time that it needs, alone and with workers', () => {
  const longest = longestClose(timesFor(true));
  expect(CLOSING).toBeGreaterThan(longest);
  const grace = FILES.flatMap(oursIn).map(({ stop_grace_period = '' }) =>
    timeIn(stop_grace_period),
  );
  expect(Math.min(...grace)).toBeGreaterThan(CLOSING);
  const kubernetes = read('docs/kubernetes.md');
  const secondsIn = (pattern: RegExp) => Number(pattern.exec(kubernetes)?.[1]) * 1_000;
  const given = secondsIn(/terminationGracePeriodSeconds` *\| *(\d+)/);
  const before = secondsIn(/sleep: \{ seconds: (\d+) \}/);
  const said = secondsIn(/closes within (\d+) s/);
  expect(said).toBeGreaterThan(longest);
  expect(given).toBeGreaterThan(said + before);
});

it('the runbook names the times of a close', () => {
  const { notice, leave, drain } = timesFor(true);
  const stop = read('docs/runbook.md')
    .split('\n## ')
    .find((part) => part.startsWith('Stop and'));
  for (const time of [notice, leave, drain]) expect(stop).toContain(`${time / 1_000} s`);
  expect(stop).toContain(`grants it ${Math.ceil(longestClose(timesFor(true)) / 1_000)} seconds`);
});
