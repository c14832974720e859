/** How old the newest file of a folder is, in seconds; undefined where there is none. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What begins with a point is not finished. */
export async function ageOfNewest(folder: string, now: Date): Promise<number | undefined> {
  const files = (await entriesOf(folder)).filter(
    (one) => one.isFile() && !one.name.startsWith('.'),
  );
  const times = await Promise.all(files.map(async ({ name }) => timeOf(join(folder, name))));
  const newest = Math.max(...times.filter((time) => time !== undefined));
  return Number.isFinite(newest) ? Math.max(0, (now.getTime() - newest) / 1000) : undefined;
}

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** One that was removed meanwhile has none. */
async function timeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
