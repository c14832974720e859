/** A file or a folder that is written: on the disk, and not only in the memory of the system. */
import { open } from 'node:fs/promises';

/** Of a folder, its entries: else a power cut takes a new file away, whatever is on the disk of it. */
export async function toDisk(path: string): Promise<void> {
  // Windows opens no folder.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
