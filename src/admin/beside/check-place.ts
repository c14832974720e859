/** Whether a command may work where the configuration says: before anything is opened, and thereby made. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import type { Purpose } from '../../features/installation/check-installation.ts';
import { emptyDatabase } from '../../features/installation/installation-error.ts';
import type { Store } from '../../storage/store.ts';
import { RefusedError } from '../command.ts';

type Place = Pick<Config, 'dataFolder' | 'journalFolder' | 'mongodbUri'>;

/** Throws `InstallationError`, `RefusedError`. */
export function checkPlace(place: Place, purpose: Purpose, user = process.getuid?.()): void {
  const file = join(place.dataFolder, 'kpa-badges.sqlite');
  const isThere = place.mongodbUri !== undefined || isFileThere(file);
  if (!isThere && purpose !== 'make') throw emptyDatabase(`SQLite in ${file}`);
  refuseRoot(place.mongodbUri === undefined ? place.dataFolder : place.journalFolder, user);
}

/** Not to be told from a file that is closed to us by `existsSync`. Throws `RefusedError`. */
function isFileThere(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RefusedError(
      `This user cannot reach ${file} (${why}). Run this as the user of the service, or look at DATA_DIR`,
      { cause },
    );
  }
}

/** Root alone writes where it is not at home, and what it makes there is closed to everybody else. */
function refuseRoot(folder: string, user: number | undefined): void {
  const owner = statSync(folder, { throwIfNoEntry: false })?.uid ?? user;
  if (user !== 0 || owner === user) return;
  throw new RefusedError(
    `${folder} belongs to user ${owner}, and this command runs as root: with what it writes there, the service could not go on. Run it as that user: sudo -u '#${owner}' node dist/admin.js …`,
  );
}

/** An installation without a KPA is one that nobody wants to check or to keep. Throws `RefusedError`. */
export async function refuseNoKpa({ kpas, description }: Store): Promise<void> {
  if ((await kpas.count({ index: 'bySlug' })) > 0) return;
  throw new RefusedError(
    `There is no KPA in ${description}. If there should be one, look at DATA_DIR or MONGODB_URI`,
  );
}
