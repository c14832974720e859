/**
 * A backup is a copy that was opened, and from which a badge was verified; only then it has the name of
 * one, and only then an older one goes (docs/adr/0037).
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Store, toDisk } from '../../storage/store.ts';
import { withSentences } from './backup-error.ts';
import { backupNameAt } from './backup-names.ts';
import { checkRoom, type Room } from './room.ts';
import { namesToRemove } from './which-stay.ts';

interface Services {
  readonly store: Pick<Store, 'copyTo'>;
  readonly clock: () => Date;
}

export interface BackupPlan {
  /** Where backups lie: made if it is not there, closed to others. */
  readonly folder: string;
  /** Of how many days some are kept: see which-stay.ts. */
  readonly keep: number;
  readonly room: Room;
  /** Opens what lies in this folder as a data folder. Rejects if it is not as it should be. */
  readonly check: (folder: string) => Promise<void>;
}

interface Backup {
  readonly file: string;
  /** Names of older ones that went. */
  readonly removed: readonly string[];
}

/** What is not finished has no name of a backup: nothing counts it (`age-of-newest.ts`). */
const DRAFT = '.unchecked-';
const DAY = 86_400_000;

/** Rejects without a trace of it, and with all older ones in their place: with `BackupError`, or as `check`. */
export function makeBackup(services: Services, plan: BackupPlan): Promise<Backup> {
  return withSentences(plan.folder, async () => {
    const { folder } = plan;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeDrafts(folder);
    await checkRoom(folder, plan.room);
    const file = await copyAndCheck(services, plan);
    const removed = namesToRemove(await readdir(folder), basename(file), plan.keep);
    for (const name of removed) await rm(join(folder, name));
    return { file, removed };
  });
}

async function copyAndCheck(
  { store, clock }: Services,
  { folder, check }: BackupPlan,
): Promise<string> {
  const draft = join(folder, `${DRAFT}${randomUUID()}`);
  await mkdir(draft, { mode: 0o700 });
  try {
    const copy = join(draft, 'kpa-badges.sqlite');
    await store.copyTo?.(copy);
    await check(draft);
    const file = join(folder, backupNameAt(clock()));
    await toDisk(copy);
    await rename(copy, file);
    await toDisk(folder);
    return file;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Of those that somebody killed: one that is under way is younger. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => one.startsWith(DRAFT))) {
    const draft = await stat(join(folder, name)).catch(() => undefined);
    if (draft && Date.now() - draft.mtimeMs > DAY) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}
