/** The data folder and what we keep in it belong to the user of the service alone. */
import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/** SQLite gives its two other files the mode of the first. */
const FILES = [
  'kpa-badges.sqlite',
  'kpa-badges.sqlite-wal',
  'kpa-badges.sqlite-shm',
  'master.key',
  'app.secret',
];
const FOR_OTHERS = 0o077;

interface Log {
  warn(details: object, message: string): void;
}

/**
 * Makes the folder, or takes away what others may do in one that is there, and says so. Throws
 * `DataFolderError` where that is not possible: whoever reads these files can sign as every KPA.
 */
export async function keepDataPrivate(
  folder: string,
  log: Log,
  change: (path: string, mode: number) => Promise<void> = chmod,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw cannotMake(folder, error);
  });
  // Windows has no such modes: a folder there has the rights of the one it is in.
  if (process.platform === 'win32') return;
  const opened = [];
  for (const path of [folder, ...FILES.map((name) => join(folder, name))]) {
    const mode = await modeOf(path);
    if (mode === undefined || (mode & FOR_OTHERS) === 0) continue;
    // Some file systems say yes, and change nothing.
    await change(path, mode & ~FOR_OTHERS).catch(() => undefined);
    if ((((await modeOf(path)) ?? 0) & FOR_OTHERS) !== 0) throw cannotClose(path, mode);
    opened.push(`${path} (${octal(mode)})`);
  }
  if (opened.length > 0) log.warn({ opened }, 'Others could read our data: now nobody else can');
}

async function modeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found && found.mode & 0o7777;
}

function cannotClose(path: string, mode: number): DataFolderError {
  return new DataFolderError(
    `Others on this machine may use ${path} (mode ${octal(mode)}), and we cannot change that. Run: chmod go= '${path}'; or set DATA_DIR to a folder that does not exist yet`,
  );
}

const cannotMake = (folder: string, cause: unknown) =>
  new DataFolderError(
    `DATA_DIR=${folder} cannot be made (${cause instanceof Error ? cause.message : String(cause)}). Set DATA_DIR to a folder in which this user may write`,
    { cause },
  );

const octal = (mode: number) => mode.toString(8).padStart(4, '0');
