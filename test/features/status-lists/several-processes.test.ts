import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { createServices, type Services } from '../../../src/services.ts';
import type { Kpa } from '../../../src/storage/store.ts';
import { compiled } from '../../support/programs/compiled.ts';
import { startServer } from '../../support/programs/process.ts';
import { storageOfProcesses } from '../../support/storage/of-processes.ts';
import { createVisitor } from '../../support/visitor.ts';
import { awardOf } from '../awards/support.ts';
import { bitsOf, insertAwards, sorted } from './support.ts';
import { jsonOf } from '../../support/signed-texts.ts';

const REVOKER = compiled('test/features/status-lists/revoker-process.ts');
/** Processes start slowly on a busy machine. */
const PATIENT = { timeout: 180_000 };
const PUBLIC_URL = 'https://badges.example';

let folder: string;
let env: Record<string, string>;
let services: Services;
let kpa: Kpa;
let clean: () => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-lists-'));
  const storage = storageOfProcesses();
  env = {
    NODE_ENV: 'test',
    PUBLIC_URL,
    DATA_DIR: folder,
    MASTER_KEY: randomBytes(32).toString('base64'),
    APP_SECRET: 'a secret for tests, of more than 32 characters',
    ...storage.env,
  };
  services = await createServices(readConfig(env), { log: pino({ level: 'silent' }) });
  kpa = await createKpa(services, {
    slug: 'hauts-pres',
    name: 'KPA des Hauts-Prés',
    place: 'Villeneuve',
    description: 'Des habitantes et des habitants y montent des activités.',
    contact: {},
    memberSince: 2023,
  });
  clean = async () => {
    await services.store.close();
    await storage.drop();
    await rm(folder, { recursive: true });
  };
});
afterEach(() => clean());

/** Resolves with the exit code of a process that revokes these awards at once. */
async function revokeElsewhere(ids: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [REVOKER, kpa.slug], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(JSON.stringify(ids));
  await once(child, 'exit');
  return child.exitCode;
}

describe('several processes', () => {
  it('revoke a thousand badges at once and lose none', PATIENT, async () => {
    const awards = await insertAwards(services, kpa, services.statusLists.draw, 1100);
    const revoked = awards.slice(0, 1000);
    const shares = [0, 1, 2].map((at) => revoked.filter((_, index) => index % 3 === at));
    const codes = await Promise.all(
      shares.map((share) => revokeElsewhere(share.map(({ id }) => id))),
    );
    expect(codes).toEqual([0, 0, 0]);
    const list = await services.statusLists.find(kpa, 1);
    expect(bitsOf(list?.credential ?? '')).toEqual(
      sorted(revoked.map(({ statusIndex }) => statusIndex)),
    );
  });

  it('all see a revocation at once, whichever of them made it', PATIENT, async () => {
    const staff = await addPerson(services, kpa.id, {
      name: 'Nadia Roche',
      roles: ['accompagnant'],
      email: undefined,
      title: 'Accompagnante',
    });
    const award = await awardOf(services, kpa, staff);
    const servers = await Promise.all(
      [1, 2].map(() => startServer('src/server.ts', { env: { ...env, LOG_LEVEL: 'error' } })),
    );
    const verified = () =>
      Promise.all(
        servers.map(async ({ url }) => {
          const fields = new FormData();
          fields.append('source', jsonOf(award));
          return (await createVisitor(url, PUBLIC_URL).post('/verifier', fields)).text;
        }),
      );
    const served = () =>
      Promise.all(
        servers.map(async ({ url }) =>
          bitsOf(await (await fetch(`${url}/k/${kpa.slug}/status/1`)).text()),
        ),
      );
    expect(await served()).toEqual([[], []]);
    const words = 'Ce badge a été retiré';
    expect((await verified()).map((text) => text.includes(words))).toEqual([false, false]);
    await revokeAward(services, kpa, award, staff, 'badge');
    expect((await verified()).map((text) => text.includes(words))).toEqual([true, true]);
    expect(await served()).toEqual([[award.statusIndex], [award.statusIndex]]);
    await Promise.all(servers.map((server) => server.stop()));
  });
});
