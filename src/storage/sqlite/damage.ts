/**
 * Whether a SQLite file is sound. All of it is read, which takes a minute for some gigabytes: in a
 * process of its own, so that nobody waits for it, and what is broken in the file breaks nothing here.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { programBeside } from './open-thread.ts';

const PROGRAM = programBeside(import.meta.url, './damage-process');

const answer = z.array(z.string());

/** Less than those who answer people (nice 1). */
const PRIORITY = 10;

export interface DamageSearch {
  /** What is damaged, a line each. Rejects if that cannot be told, or was broken off. */
  readonly found: Promise<readonly string[]>;
  breakOff(): void;
}

export function searchDamage(file: string, program: URL = PROGRAM): DamageSearch {
  const path = fileURLToPath(program);
  // Node 20 reads no TypeScript: in development tsx does.
  const reader = path.endsWith('.ts') ? ['--import', 'tsx'] : [];
  // It gets nothing of the environment: no secret is there.
  const child = spawn(process.execPath, [...reader, path, file], {
    env: {},
    // Why it could not be told, its exit code says.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.once('spawn', () => {
    if (child.pid !== undefined) setPriority(child.pid, PRIORITY);
  });
  return { found: answerOf(child), breakOff: () => child.kill('SIGKILL') };
}

async function answerOf(child: ChildProcess & { stdout: NodeJS.ReadableStream }) {
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const [code, said] = await Promise.all([ended, text(child.stdout)]);
  if (code !== 0) throw new Error('The process that looks for damage has ended');
  return answer.parse(JSON.parse(said));
}
