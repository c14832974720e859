/**
 * Slow hashes of secrets that are short enough to be tried one after the other (ASVS 6.5.2): scrypt over
 * an HMAC, so that who reads the database alone cannot even begin. Each takes a third of a second and
 * 32 MB: a few are made at a time, the others wait, and how many wait is bounded.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { keyedDigest } from './secrets.ts';

/** There is no more room to wait. */
export class TurnsTakenError extends Error {
  override readonly name = 'TurnsTakenError';
}

export interface PinHashes {
  hash(pin: string): Promise<string>;
  /**
   * Waits for a turn, and only then gives `work` what compares: so that what it counts before is
   * counted for what is compared in truth. Rejects with `TurnsTakenError`.
   */
  inTurn<R>(work: (compare: ComparePin) => Promise<R>): Promise<R>;
}

/** Without a hash the same is computed, and it is false. */
export type ComparePin = (pin: string, hash: string | undefined) => Promise<boolean>;

interface Options {
  readonly appSecret: string;
  /** log₂ of N: 15, but for tests. */
  readonly cost?: number | undefined;
}

const COST = 15;
const BLOCK = 8;
const PARALLEL = 3;
const LENGTH = 32;
const AT_ONCE = 2;
/** Half a minute of turns: who comes later is told to come back. */
const WAITING = 100;

export function createPinHashes({ appSecret, cost = COST }: Options): PinHashes {
  const turns = createTurns();
  const derive = (pin: string, salt: Buffer, log2: number) =>
    slowly(keyedDigest(appSecret, `pin/${pin}`), salt, log2);
  const compare: ComparePin = async (pin, hash) => {
    const { log2, salt, expected } = hash === undefined ? nothing(cost) : read(hash);
    const found = await derive(pin, salt, log2);
    return timingSafeEqual(found, expected) && hash !== undefined;
  };
  return {
    hash: (pin) =>
      turns(async () => {
        const salt = randomBytes(16);
        return write(cost, salt, await derive(pin, salt, cost));
      }),
    inTurn: (work) => turns(() => work(compare)),
  };
}

function slowly(text: string, salt: Buffer, log2: number): Promise<Buffer> {
  const N = 2 ** log2;
  const options = { N, r: BLOCK, p: PARALLEL, maxmem: 256 * N * BLOCK };
  return new Promise((resolve, reject) => {
    scrypt(text, salt, LENGTH, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** The cost stands beside each: one that is raised later leaves the others as they are. */
const write = (log2: number, ...[salt, key]: readonly [Buffer, Buffer]) =>
  ['scrypt', log2, salt.toString('base64url'), key.toString('base64url')].join('.');

function read(hash: string) {
  const [, log2, salt = '', key = ''] = hash.split('.');
  const [saltBytes, expected] = [Buffer.from(salt, 'base64url'), Buffer.from(key, 'base64url')];
  return { log2: Number(log2), salt: saltBytes, expected };
}

const nothing = (log2: number) => ({
  log2,
  salt: randomBytes(16),
  expected: randomBytes(LENGTH),
});

/** A few at a time, in the order in which they came. */
function createTurns() {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async <R>(work: () => Promise<R>): Promise<R> => {
    if (busy >= AT_ONCE) {
      if (waiting.length >= WAITING) throw new TurnsTakenError();
      // Whoever is done hands their turn on.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}
