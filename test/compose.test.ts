/** The compose files say what the pages about them say; nobody runs containers here. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

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
const { services, configs, secrets, volumes } = open(FILE);
const named = (name: RegExp) =>
  Object.entries(services)
    .filter(([key]) => name.test(key))
    .map(([key, one]) => ({ key, ...one }));

describe.each(['compose.yaml', FILE])('%s', (file) => {
  it('sets no variable that the service does not read', () => {
    const known = new Set(
      [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, one]) => one),
    );
    const ours = Object.values(open(file).services).filter(({ image }) => image === 'kpa-badges');
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

it('every process is bounded, and may do and write nothing more than it must', () => {
  const all = named(/./);
  expect(all.map(({ key }) => key)).toEqual([
    ...['proxy', 'badges-1', 'badges-2', 'mongo-1', 'mongo-2', 'mongo-3'],
  ]);
  for (const one of all) {
    expect(one).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(one.security_opt).toContain('no-new-privileges:true');
    expect([one.mem_limit, one.pids_limit, one.stop_grace_period]).not.toContain(undefined);
  }
  expect(Object.keys(volumes)).toHaveLength(7);
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

it('a closing process has the time that it needs', () => {
  // src/listen.ts: what is left to connections, to requests, to the store.
  const longest = 6_500 + 8_000 + 5_000;
  const grace = named(/^badges-/).map(({ stop_grace_period: text = '' }) => parseInt(text) * 1_000);
  expect(Math.min(...grace)).toBeGreaterThan(longest);
  const seconds = /terminationGracePeriodSeconds` *\| *(\d+)/.exec(read('docs/kubernetes.md'))?.[1];
  expect(Number(seconds) * 1_000).toBeGreaterThan(longest + 5_000);
});
