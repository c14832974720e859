/** How old the newest backup of a folder is, in seconds; undefined where there is none. */
import { readdir } from 'node:fs/promises';
import { timeOfBackup } from './backup-names.ts';

/**
 * By its name, which `makeBackup` gives to nothing but a copy that was looked at: what an operator puts
 * beside them, or copies back, is not a day younger for that. One of the future says nothing: a clock
 * was ahead.
 */
export async function ageOfNewest(folder: string, now: Date): Promise<number | undefined> {
  const files = (await entriesOf(folder)).filter((one) => one.isFile());
  const ages = files
    .map(({ name }) => now.getTime() - (timeOfBackup(name) ?? Infinity))
    .filter((age) => age >= 0);
  return ages.length === 0 ? undefined : Math.min(...ages) / 1_000;
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
