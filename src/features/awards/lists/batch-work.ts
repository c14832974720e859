/**
 * Lists are signed by whichever process comes to it, some lines at a time: of one KPA one list after the
 * other, of several in turns. One that is killed is gone on with by another, or at the next start
 * (docs/adr/0050).
 */
import type { Logger } from 'pino';
import { createWorker, type Worker } from '../../../leases/worker.ts';
import type { AwardBatch, Stored } from '../../../storage/store.ts';
import { signLines, type SigningLines } from './sign-lines.ts';

interface Services extends SigningLines {
  readonly clock: () => Date;
  readonly log: Logger;
}

/** Signed between two turns: what is in hand when somebody stops, or a process ends. */
const IN_A_TURN = 25;
/** Milliseconds. Longer than a turn takes; where one took longer, two would sign the same badges once. */
const HELD = 15_000;
/** Milliseconds until another look, where a list waits for one before it, or the storage is away. */
const LATER = 3_000;

export type BatchWork = Worker;

export function createBatchWork(services: Services): BatchWork {
  const { store, clock, log } = services;
  const { awardBatches, awardBatchRows } = store;
  const inMilliseconds = (wait: number) => new Date(clock().getTime() + wait).toISOString();

  async function firstInLine(kpaId: string): Promise<string | undefined> {
    const { items } = await awardBatches(kpaId).pick({ index: 'byTurn', limit: 1 }, []);
    return items[0]?.id;
  }

  /** `change`: of one that is being signed still; one that somebody stopped meanwhile stays so. */
  const update = (
    { id, kpaId }: AwardBatch,
    change: (now: Stored<AwardBatch>) => Stored<AwardBatch>,
  ) => awardBatches(kpaId).update(id, (now) => (now.state === 'signing' ? change(now) : now));

  const putOff = (batch: AwardBatch, wait: number) =>
    update(batch, (now) => ({ ...now, dueAt: inMilliseconds(wait) }));

  async function end(batch: AwardBatch): Promise<void> {
    await update(batch, ({ activeSince: _, dueAt: __, ...now }) => {
      return { ...now, state: 'done', endedAt: inMilliseconds(0) };
    });
    await callNext(batch);
  }

  /** The list behind one that is through, or stopped, need not wait for its next look. */
  async function callNext({ kpaId }: AwardBatch): Promise<void> {
    const next = await firstInLine(kpaId);
    const there = next === undefined ? undefined : await awardBatches(kpaId).findById(next);
    if (there) await putOff(there, 0);
  }

  async function attempt(batch: Stored<AwardBatch>): Promise<void> {
    const { id, kpaId } = batch;
    if ((await firstInLine(kpaId)) !== id) {
      await putOff(batch, LATER);
      return;
    }
    const query = { index: 'byState', equals: [id, 'right'], limit: IN_A_TURN } as const;
    const { items } = await awardBatchRows(kpaId).readable.find(query);
    if (items.length === 0) {
      await end(batch);
      return;
    }
    const isDone = await signLines(services, batch, items);
    const now = await putOff(batch, isDone ? 0 : LATER);
    if (now?.state === 'stopped') await callNext(batch);
  }

  return createWorker<AwardBatch>({
    find: async (before, limit) =>
      (await awardBatches.across.readable.find({ index: 'acrossByDue', before, limit })).items,
    hold: (batch, dueAt) => awardBatches(batch.kpaId).replace({ ...batch, dueAt }),
    attempt,
    pace: { atOnce: 1, held: HELD, last: 0, ahead: 0 },
    ...{ clock, log, failure: 'A list of badges could not be worked on' },
  });
}
