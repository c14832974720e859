/** A secret for development, kept beside the data. Production takes its own from the environment. */
import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeyError } from './errors.ts';

const SECRET_BYTES = 32;
/** 32 bytes in base64url, as written here, with or without the final line end. */
const CONTENT = /^[\w-]{43}\r?\n?$/;

export interface DevelopmentSecret {
  readonly value: Uint8Array;
  /** True when this call made it. */
  readonly created: boolean;
}

/** Reads 32 bytes from `file`, or makes it (mode 0600). Rejects with `KeyError` BAD_SECRET_FILE. */
export async function loadOrCreateSecret(file: string): Promise<DevelopmentSecret> {
  const known = await read(file);
  if (known) return { value: known, created: false };
  const value = new Uint8Array(randomBytes(SECRET_BYTES));
  if (await create(file, Buffer.from(value).toString('base64url'))) return { value, created: true };
  const theirs = await read(file);
  if (theirs) return { value: theirs, created: false };
  throw new KeyError('BAD_SECRET_FILE', `${file} disappears while it is read: start again`);
}

async function read(file: string): Promise<Uint8Array | undefined> {
  const content = await readFile(file, 'utf8').catch(absent);
  if (content === undefined) return undefined;
  const bytes = Buffer.from(content.trim(), 'base64url');
  if (CONTENT.test(content) && bytes.toString('base64url') === content.trim()) {
    return new Uint8Array(bytes);
  }
  throw new KeyError(
    'BAD_SECRET_FILE',
    `${file} must hold 32 bytes in base64url on one line. Put back its backup; or remove it together with the data it protects, and a new one is made`,
  );
}

/**
 * Written aside, then linked: two processes that start together agree on one secret, and a crash
 * leaves no half of one. False if another was first.
 */
async function create(file: string, content: string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${content}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await link(draft, file).then(() => true, present);
  } finally {
    await rm(draft, { force: true });
  }
}

function absent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

function present(error: unknown): false {
  if (codeOf(error) !== 'EEXIST') throw error;
  return false;
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? error.code : undefined;
