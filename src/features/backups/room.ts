/** Whether a copy fits: one that fills the disk would keep the service beside it from writing. */
import { stat, statfs } from 'node:fs/promises';
import { BackupError } from './backup-error.ts';

export interface Room {
  /** In bytes, of what is copied. */
  readonly size: () => Promise<number>;
  /** In bytes, of the disk on which this folder is. */
  readonly free: (folder: string) => Promise<number>;
}

/** Of these files, as far as they are there. */
export const roomFor = (files: readonly string[]): Room => ({
  size: async () => {
    const sizes = await Promise.all(
      files.map((file) =>
        stat(file).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  },
  free: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
});

const MB = 1_000_000;
/** What stays to the service: for its journal and its writes, until somebody reads the log. */
const LEFT = 50 * MB;

/** Throws `BackupError`. */
export async function checkRoom(folder: string, { size, free }: Room): Promise<void> {
  const [needed, there] = await Promise.all([size(), free(folder)]);
  if (there >= needed + LEFT) return;
  throw new BackupError(
    `A backup takes ${inMb(needed)} MB, ${inMb(LEFT)} MB are left to the service, and ${folder} has room for ${inMb(there)} MB: make room there, say by moving older ones away. Nothing was copied`,
  );
}

const inMb = (bytes: number) => Math.ceil(bytes / MB);
