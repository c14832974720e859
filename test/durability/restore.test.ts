/**
 * The drill of docs/runbook.md, with the service and its commands as processes: award, take back, back
 * up, award, take back, lose the database, restore, replay the journal. No badge taken back stands.
 */
import { DatabaseSync } from '@photostructure/sqlite';
import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { createServices } from '../../src/services.ts';
import type { Award, Experience } from '../../src/storage/store.ts';
import { bitsOf, sorted } from '../features/status-lists/support.ts';
import { SIGN, fillForm, storedAwards } from '../support/cast.ts';
import { startProcess } from '../support/programs/process.ts';
import { jsonOf } from '../support/signed-texts.ts';
import { createVisitor } from '../support/visitor.ts';
import { type DurableKpa, createDurableKpa } from './support/durable-kpa.ts';

const WHO = ['--by', 'Karim Benali', '--reason', 'The disk is gone'];
const served = z.object({ validFrom: z.string() });

const TAKEN_BACK = 'Ce badge a été retiré';

const silent = pino({ level: 'silent' });
const envOf = ({ folder, url }: DurableKpa) => ({ DATA_DIR: folder, PUBLIC_URL: url });

let house: DurableKpa;
/** Given before the backup, and since. */
let old: readonly Award[];
let late: readonly Award[];
/** What a reader had of list 1 before the loss. */
let seen: string;
let replayed: Awaited<ReturnType<typeof admin>>;

async function admin(...args: readonly string[]) {
  const run = startProcess('src/admin.ts', {
    args,
    env: { DATA_DIR: house.folder, PORT: new URL(house.url).port, PUBLIC_URL: house.url },
  });
  const { code } = await run.ended;
  return { code, output: run.output() };
}

async function give(title: string, on: DurableKpa = house): Promise<Experience> {
  const experience = await on.recordExperience(title, on.services);
  await on.staff.press(await fillForm(on.staff, on, experience), SIGN);
  return experience;
}

async function takeBack(award: Award | undefined): Promise<void> {
  const page = await house.staff.get(`/reconnaissances/${award?.id ?? ''}/retirer`);
  await house.staff.press(page, /^(Annuler|Retirer) le badge$/u, { reason: 'badge' });
}

async function listNumber(number: number): Promise<string> {
  const answer = await fetch(`${house.url}/k/${house.kpa.slug}/status/${number}`);
  return answer.ok ? answer.text() : '';
}

const standing = z.object({ summary: z.object({ authentic: z.string(), standing: z.string() }) });

/** What a program is told of a badge that somebody has in a file. */
async function verify(award: Award | undefined) {
  const body = award ? jsonOf(award) : '';
  const answer = await fetch(`${house.url}/api/verify`, { method: 'POST', body });
  return standing.parse(await answer.json()).summary;
}

/** What somebody without an account is told, who puts it into the page. */
async function readOnPage(award: Award | undefined): Promise<string> {
  const visitor = createVisitor(house.url, house.url);
  const source = award ? jsonOf(award) : '';
  return (await visitor.press(await visitor.get('/verifier'), 'Vérifier', { source })).html;
}

/** All that stands in the file, but for what every start writes. */
function contentOf(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = ['awards', 'statusLists', 'keys', 'kpas', 'networkLists', 'timesSeen'].map((table) =>
    JSON.stringify(database.prepare(`SELECT * FROM "${table}" ORDER BY "id"`).all()),
  );
  database.close();
  return rows.join('\n');
}

const database = () => join(house.folder, 'kpa-badges.sqlite');

async function loseAndRestore(): Promise<void> {
  await house.kill();
  await house.services.store.close();
  for (const ending of ['', '-wal', '-shm']) await rm(`${database()}${ending}`, { force: true });
  const backups = join(house.folder, 'backups');
  await copyFile(join(backups, (await readdir(backups)).sort().at(-1) ?? ''), database());
}

beforeAll(async () => {
  house = await createDurableKpa();
  await house.start();
  await house.signIn(house.staff);
  const before = await give('Buffet d’avant la panne');
  await takeBack((await storedAwards(house, before))[0]);
  const { code, output } = await admin('backup', '--keep', '2');
  expect({ code, output }).toMatchObject({ code: 0 });

  await takeBack((await storedAwards(house, before))[1]);
  const after = await give('Buffet d’après la sauvegarde');
  await takeBack((await storedAwards(house, after))[0]);
  old = await storedAwards(house, before);
  late = await storedAwards(house, after);
  seen = await listNumber(1);

  await loseAndRestore();
  replayed = await admin('replay-journal', ...WHO);
}, 120_000);

afterAll(() => house.destroy());

describe('after the drill', () => {
  it('the replay tells what it did, and what is lost', () => {
    const { code, output } = replayed;
    expect(output).toContain('revoked again: 1, lost: 17, failed: 0');
    for (const { id } of late) expect(output).toContain(id);
    expect(code).toBe(0);
  });

  it('a second one changes nothing', async () => {
    const before = contentOf(database());
    const { code, output } = await admin('replay-journal', ...WHO);
    expect(output).toContain('revoked again: 0, lost: 17, failed: 0');
    expect(code).toBe(0);
    expect(contentOf(database())).toEqual(before);
  });

  it('no badge that was taken back stands: on its page, in its list, and where it is verified', async () => {
    await house.start();
    // Nobody is in any more: who signed out since the backup is not known.
    expect((await house.staff.get('/')).text).toContain('Se connecter');
    const services = await createServices(readConfig(envOf(house)), { log: silent });
    await house.signIn(house.staff, services);
    await services.store.close();
    const revoked = [old[0], old[1], late[0]];
    for (const award of revoked) {
      expect(await verify(award)).toEqual({ authentic: 'yes', standing: 'revoked' });
    }
    for (const award of revoked) expect(await readOnPage(award)).toContain(TAKEN_BACK);
    expect(await readOnPage(old[2])).not.toContain(TAKEN_BACK);
    const { html } = await house.staff.get(`/k/${house.kpa.slug}/credentials/${old[1]?.id ?? ''}`);
    expect(html).toContain('Ce badge était déjà retiré avant une panne.');
    const indexes = revoked.flatMap((award) => award?.statusIndex ?? []);
    expect(bitsOf(await listNumber(1))).toEqual(sorted(indexes));
    expect(bitsOf(seen)).toEqual(sorted(indexes));
  });

  it('the others stand, also those that the data has lost', async () => {
    for (const award of [old[2], late[1]]) {
      expect(await verify(award)).toEqual({ authentic: 'yes', standing: 'valid' });
    }
  });

  it('readers who had seen the last list get a later one', async () => {
    const before = served.parse(JSON.parse(seen)).validFrom;
    const now = served.parse(JSON.parse(await listNumber(1))).validFrom;
    expect(Date.parse(now)).toBeGreaterThan(Date.parse(before));
  });

  it('what is given now has another list: no entry of a lost badge is given again', async () => {
    const services = await createServices(readConfig(envOf(house)), { log: silent });
    const again = await give('Buffet d’après la panne', { ...house, services });
    const [award] = await storedAwards({ ...house, services }, again);
    const list = await services.store.statusLists(house.kpa.id).findById(award?.statusListId ?? '');
    expect(list?.number).toBe(2);
    expect(await verify(award)).toEqual({ authentic: 'yes', standing: 'valid' });
    await services.store.close();
  });
});
