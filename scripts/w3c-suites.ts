/**
 * Points W3C's test suites at the VC-API of a service of its own: usage
 *
 *   npx tsx scripts/w3c-suites.ts FOLDER SUITE…     for instance … ~/w3c vc-data-model-2.0-test-suite
 *
 * Each suite is a folder in FOLDER with its dependencies installed (docs/w3c-suites.md). Prints what
 * failed and how many passed; ends with 1 if anything failed. Listens on loopback only.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { createToken } from '../src/features/api-tokens/create-token.ts';
import { createKpa } from '../src/features/kpas/create-kpa.ts';
import { createServices } from '../src/services.ts';
import { describeIssuer } from '../src/badges/issuer.ts';

const PORT = 40_443;
const ORIGIN = `https://localhost:${PORT}`;
/** W3C's tags: which tests are for whom. */
const ISSUES_DID_KEY = ['eddsa-rdfc-2022'];
const ISSUES = ['vc2.0', 'BitstringStatusList'];
const ecdsa = { supportedEcdsaKeyTypes: ['P-256'] };
const VERIFIES = [...ISSUES_DID_KEY, ...ISSUES, 'ecdsa-sd-2023'];

const results = z.object({
  stats: z.object({ passes: z.int(), failures: z.int(), pending: z.int() }),
  failures: z.array(
    z.object({ fullTitle: z.string(), err: z.object({ message: z.string().optional() }) }),
  ),
});

const [folder, ...suites] = process.argv.slice(2);
if (folder === undefined || suites.length === 0) throw new Error('Usage: FOLDER SUITE…');
const data = await mkdtemp(join(tmpdir(), 'kpa-badges-w3c-'));
const services = await createServices(readConfig({ PUBLIC_URL: ORIGIN, DATA_DIR: data }), {
  log: pino({ level: 'silent' }),
});
const server = await listen(createApp(services));
try {
  const implementation = await describeImplementation();
  let failed = 0;
  for (const suite of suites) failed += await run(join(folder, suite), implementation);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  server.close();
  server.closeAllConnections();
  await services.threads.close();
  await services.store.close();
  await rm(data, { recursive: true });
}

async function listen(app: ReturnType<typeof createApp>): Promise<Server> {
  const certificate = join(import.meta.dirname, '../test/support/issuers/tls/issuer.test');
  const key = await readFile(`${certificate}.key.pem`);
  const listening = createServer({ key, cert: await readFile(`${certificate}.cert.pem`) }, app);
  await new Promise<void>((resolve) => listening.listen(PORT, '127.0.0.1', resolve));
  return listening;
}

/** W3C's description of an implementation: where it is, what it says it does, how it is let in. */
async function describeImplementation() {
  const kpa = await createKpa(services, {
    slug: 'w3c',
    name: 'Suites',
    place: 'Ici',
    description: 'Pour les essais.',
    contact: {},
    memberSince: 2026,
  });
  const asKey = await issuer('did:key', ISSUES_DID_KEY);
  const asKpa = await issuer('did:web', ISSUES);
  const verifier = (path: string) => [
    { id: asKpa.id, endpoint: `${ORIGIN}${path}`, tags: VERIFIES, ...ecdsa },
  ];
  return {
    name: 'kpa-badges',
    implementation: 'kpa-badges',
    issuers: [asKey, asKpa],
    verifiers: verifier('/credentials/verify'),
    vpVerifiers: verifier('/presentations/verify'),
  };

  async function issuer(identity: 'did:web' | 'did:key', tags: readonly string[]) {
    const { token } = await createToken(services, kpa, {
      label: 'w3c',
      identity,
      days: 1,
      by: 'w3c',
    });
    const { id: did } = describeIssuer(services.addresses, kpa);
    const [key] = await services.keys.publicKeys(kpa.id);
    if (key?.algorithm !== 'Ed25519') throw new Error('The first key is not Ed25519');
    const id = identity === 'did:web' ? did : `did:key:${key.publicKey}`;
    const headers = { authorization: `Bearer ${token}` };
    return { id, endpoint: `${ORIGIN}/credentials/issue`, tags, headers, ...ecdsa };
  }
}

/** How many tests failed. */
async function run(suite: string, implementation: object): Promise<number> {
  const config = { settings: { enableInteropTests: false }, implementations: [implementation] };
  const text = `module.exports = ${JSON.stringify(config)};\n`;
  await writeFile(join(suite, 'localConfig.cjs'), text);
  const report = join(data, 'report.json');
  await rm(report, { force: true });
  const reporter = ['--reporter', 'json', '--reporter-option', `output=${report}`];
  const mocha = ['node_modules/mocha/bin/mocha.js', 'tests/', '--timeout', '15000', '--exit'];
  const child = spawn(process.execPath, [...mocha, '--preserve-symlinks', ...reporter], {
    cwd: suite,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'close');
  const { stats, failures } = results.parse(JSON.parse(await readFile(report, 'utf8')));
  for (const { fullTitle, err } of failures) print(`  ✗ ${fullTitle}\n    ${err.message ?? ''}`);
  print(`${suite}: ${stats.passes} passed, ${stats.failures} failed, ${stats.pending} pending`);
  return stats.failures;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
