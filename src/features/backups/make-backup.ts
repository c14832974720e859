/**
 * A backup is a copy that was opened, and from which a badge was verified; only then it has the name of
 * one, and only then an older one goes (docs/adr/0037).
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Store, toDisk } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'copyTo'>;
  readonly clock: () => Date;
}

export interface BackupPlan {
  /** Where backups lie: made if it is not there, closed to others. */
  readonly folder: string;
  /** How many are kept, this one included. */
  readonly keep: number;
  /** Opens what lies in this folder as a data folder. Rejects if it is not as it should be. */
  readonly check: (folder: string) => Promise<void>;
}

interface Backup {
  readonly file: string;
  /** Names of older ones that went. */
  readonly removed: readonly string[];
}

/** Of ours, and of nobody else: what somebody puts beside them stays. */
const NAME = /^kpa-badges-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.sqlite$/;
/** What is not finished begins with a point: nothing counts it (src/metrics/age-of-newest.ts). */
const DRAFT = '.unchecked-';
const DAY = 86_400_000;

/** Rejects without a trace of it, and with all older ones in their place. */
export async function makeBackup(
  { store, clock }: Services,
  { folder, keep, check }: BackupPlan,
): Promise<Backup> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `${DRAFT}${randomUUID()}`);
  await mkdir(draft, { mode: 0o700 });
  try {
    const copy = join(draft, 'kpa-badges.sqlite');
    await store.copyTo?.(copy);
    await check(draft);
    const file = join(folder, nameAt(clock()));
    await toDisk(copy);
    await rename(copy, file);
    await toDisk(folder);
    return { file, removed: await removeOlder(folder, file, keep) };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const nameAt = (now: Date) =>
  `kpa-badges-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.sqlite`;

/** Never the one that was just made, whatever date a clock that was ahead has given to others. */
async function removeOlder(folder: string, made: string, keep: number): Promise<readonly string[]> {
  const names = await readdir(folder);
  const others = names.filter((name) => NAME.test(name) && name !== basename(made)).sort();
  const older = others.slice(0, Math.max(0, others.length - (keep - 1)));
  for (const name of older) await rm(join(folder, name));
  for (const name of names.filter((one) => one.startsWith(DRAFT))) {
    const draft = await stat(join(folder, name)).catch(() => undefined);
    // Somebody killed it: one that is under way is younger.
    if (draft && Date.now() - draft.mtimeMs > DAY) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
  return older;
}
