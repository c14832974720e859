/**
 * What is small is done in the process itself: a thread costs more than the work (docs/adr/0030).
 * Whether it was small is known at the end: what turns out to be long is given up, and begins again
 * in a thread.
 */
import type { InPlace } from '../credentials/allowance.ts';
import type { Client } from './client.ts';
import type { Spend } from './task.ts';

/** A context that is new takes milliseconds, for which everybody else waits. */
const LEARNING_MS = 1_000;
/** In one lesson: a badge like ours needs nine. */
const MOST_CONTEXTS = 12;

let learnedAt = Number.NEGATIVE_INFINITY;

/** Nothing if it belongs in a thread. Rejects as `work` does, and with TOO_MANY as a thread would. */
export async function doInPlace<R>(
  client: Client,
  work: (spend: Spend, inPlace: InPlace) => R | Promise<R>,
): Promise<{ readonly result: R } | undefined> {
  await client.refuseIfSpent();
  const release = client.hold();
  const seen = { isLong: false };
  let isLesson: boolean | undefined;
  let contexts = 0;
  const inPlace: InPlace = {
    tooLong() {
      seen.isLong = true;
    },
    mayLearn() {
      isLesson ??= beginLesson();
      contexts += 1;
      return isLesson && contexts <= MOST_CONTEXTS;
    },
  };
  try {
    const result = await work((values) => {
      client.spend(values);
    }, inPlace);
    return seen.isLong ? undefined : { result };
  } catch (error) {
    if (seen.isLong) return undefined;
    throw error;
  } finally {
    release();
  }
}

function beginLesson(): boolean {
  const isTime = performance.now() - learnedAt >= LEARNING_MS;
  if (isTime) learnedAt = performance.now();
  return isTime;
}
