/** The drill of docs/runbook.md: backed up while in use, restored elsewhere, and nothing changed. */
import { DatabaseSync } from '@photostructure/sqlite';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createServices } from '../../src/services.ts';
import { startProcess } from '../support/programs/process.ts';
import { SIGN, fillForm, storedAwards } from './support/award-forms.ts';
import { type DurableKpa, createDurableKpa } from './support/durable-kpa.ts';
import { jsonOf } from '../support/signed-texts.ts';

let house: DurableKpa;
let elsewhere: string;

beforeAll(async () => {
  house = await createDurableKpa();
  elsewhere = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
  await house.start();
  await house.signIn(house.staff);
});

afterAll(async () => {
  await house.destroy();
  await rm(elsewhere, { recursive: true });
});

/** Runs the program that the runbook gives; returns the file it made. */
async function backUp(): Promise<string> {
  const runbook = await readFile(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const [, program = ''] = /node -e '\n([^']+)'\n/.exec(runbook) ?? [];
  const run = startProcess('-e', { args: [program], env: { DATA_DIR: house.folder } });
  expect(await run.ended).toEqual({ code: 0, signal: null });
  return run.output().trim();
}

it('old badges verify, and the ones taken back stay taken back', async () => {
  const { staff, kpa } = house;
  const experience = await house.recordExperience('Buffet d’avant la panne');
  await staff.press(await fillForm(house, experience), SIGN);
  const [taken] = await storedAwards(house, experience);
  const page = await staff.get(`/reconnaissances/${taken?.id ?? ''}/retirer`);
  await staff.press(page, 'Retirer le badge', { reason: 'badge' });

  const copy = await backUp();
  await house.kill();
  for (const secret of ['master.key', 'app.secret']) {
    await copyFile(join(house.folder, secret), join(elsewhere, secret));
  }
  const restoredFile = join(elsewhere, 'kpa-badges.sqlite');
  await copyFile(copy, restoredFile);
  const check = new DatabaseSync(restoredFile);
  expect(check.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  check.close();

  const config = readConfig({ DATA_DIR: elsewhere, PUBLIC_URL: house.url });
  const restored = await createServices(config, { log: pino({ level: 'silent' }) });
  const awards = await storedAwards({ ...house, services: restored }, experience);
  expect(awards).toEqual(await storedAwards(house, experience));
  expect(awards.map(({ standing }) => standing).sort()).toEqual([
    'revoked',
    ...Array<string>(16).fill('valid'),
  ]);
  for (const award of awards) {
    const { summary } = await restored.verifyCredential(jsonOf(award));
    expect(summary).toMatchObject({ authentic: 'yes', standing: award.standing });
  }
  // The keys open too: what comes next is signed as before.
  await restored.statusLists.publish(kpa, awards[0]?.statusListId ?? '');
  await restored.store.close();
});
