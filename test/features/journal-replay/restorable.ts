/** Data with a journal beside it, which is copied, goes on, and is restored from the copy. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCommand } from '../../../src/admin/commands.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/configured.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import type { Purpose } from '../../../src/features/installation/check-installation.ts';
import { createServices, type Services } from '../../../src/services.ts';
import type { Award, Kpa } from '../../../src/storage/store.ts';
import { insertAwards } from '../status-lists/support.ts';

const ACT = { by: 'Karim Benali', reason: 'The disk is gone' };
export const REPLAY = ['replay-journal', '--by', ACT.by, '--reason', 'Gone'];
const NAMES = { name: 'KPA des Moulins', place: 'Villeneuve', description: 'Bois et couture.' };
export const details = (slug: string) => ({ slug, ...NAMES, contact: {}, memberSince: 2023 });

export type Restorable = Awaited<ReturnType<typeof createRestorable>>;

export async function createRestorable() {
  const folder = await mkdtemp(join(tmpdir(), 'kpa-replay-'));
  const env: Record<string, string> = {
    NODE_ENV: 'test',
    PUBLIC_URL: 'https://badges.example',
    DATA_DIR: join(folder, 'first'),
    JOURNAL_DIR: join(folder, 'journal'),
    MASTER_KEY: randomBytes(32).toString('base64'),
    APP_SECRET: 'a secret for tests, of more than 32 characters',
  };
  const state = { now: new Date('2026-10-14T16:30:00Z'), logged: new Array<string>() };
  await mkdir(join(folder, 'second'));

  function open(purpose?: Purpose): Promise<Services> {
    const to = { write: (line: string) => state.logged.push(line) };
    const log = createLog({ logLevel: 'info' }, to);
    return createServices(
      readConfig(env),
      { clock: () => state.now, uptime: () => 0, log },
      purpose,
    );
  }
  async function close({ threads, store }: Services): Promise<void> {
    await threads.close();
    await store.close();
  }

  let services = await open();
  const kpa = await createKpa(services, details('moulins'));
  return {
    folder,
    env,
    state,
    kpa,
    /** As it was before the loss, and once `restore` was called, what was restored. */
    get services() {
      return services;
    },
    async backUp(): Promise<void> {
      const copy = join(folder, 'second', 'kpa-badges.sqlite');
      await rm(copy, { force: true });
      await services.store.copyTo?.(copy);
    },
    /** `name`: « second » for what was backed up, « first » for what goes on. */
    async restore(name: 'first' | 'second' = 'second', purpose?: Purpose): Promise<void> {
      await close(services);
      env['DATA_DIR'] = join(folder, name);
      state.logged = [];
      services = await open(purpose);
    },
    async run(words: readonly string[]) {
      const lines: string[] = [];
      const command = await findCommand(words).before(readConfig(env));
      const isDone = await command(services, (line) => lines.push(line));
      return { isDone, output: lines.join('\n') };
    },
    lists: () => services.store.statusLists(kpa.id).all({ index: 'byNumber' }).toArray(),
    draw: (of: Kpa) => services.statusLists.draw(of),
    give: (count: number) =>
      insertAwards(services, kpa, (of) => services.statusLists.draw(of), count),
    async giveOne(): Promise<Award> {
      const [award] = await this.give(1);
      if (!award) throw new Error('There is no award');
      return award;
    },
    async revokeOne(id: string): Promise<void> {
      await services.awardRows.update(kpa.id, id, (award) => ({
        ...award,
        standing: 'revoked',
        revocation: { at: state.now.toISOString(), reason: 'Une erreur.', byName: 'Nadia Roche' },
      }));
    },
    /** What each start says, until the journal was replayed. */
    warnings: () =>
      state.logged.filter((line) => line.includes('The data lacks acts of the journal')),
    async destroy(): Promise<void> {
      await close(services);
      await rm(folder, { recursive: true });
    },
  };
}
