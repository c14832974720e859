/** A list of badges as it is kept: handed in, read again, signed by a button, stopped, gone on with. */
import { isDeepStrictEqual } from 'node:util';
import { refuseToBegin } from '../../../awards/suspension.ts';
import { repeatableId } from '../../../badges/repeatable-id.ts';
import { isOf } from '../../../badges/records/who-stays.ts';
import { digest } from '../../../keys/secrets.ts';
import type { Language } from '../../../language/language.ts';
import { say } from '../../../language/message.ts';
import { HttpError } from '../../../problems/http-error.ts';
import {
  type AwardBatch,
  type AwardBatchRow,
  ifRefused,
  type Kpa,
  type Person,
  type Stored,
} from '../../../storage/store.ts';
import { signatureOf } from '../draft.ts';
import type { ReadLines } from './columns.ts';
import { judgeLines, type JudgedLine, type JudgeLineServices } from './judge-lines.ts';

export type BatchServices = JudgeLineServices;

type Kept = Pick<BatchServices, 'store' | 'clock'>;

const DAY = 86_400_000;
/** A draft, to be mended; from the button on, what became of its lines. */
const DRAFT_DAYS = 7;
const KEPT_DAYS = 30;
/** Side by side: what they write shares a commit. */
const AT_ONCE = 100;

const instant = (at: Date, days = 0) => new Date(at.getTime() + days * DAY).toISOString();

/** Of one KPA, whatever became of them: each is a thousand rows, which stay for weeks. */
const MOST_BATCHES = 100;

export const hasRoomForBatch = async (
  { awardBatches }: Pick<BatchServices['store'], 'awardBatches'>,
  kpaId: string,
): Promise<boolean> => (await awardBatches(kpaId).count({ index: 'byTime' })) < MOST_BATCHES;

/** The same list of the same form is kept once. Returns its id. */
export async function keepBatch(
  services: BatchServices,
  by: Person,
  act: string,
  { lines, ignored }: ReadLines,
): Promise<string> {
  const { store, clock } = services;
  const { kpaId } = by;
  const id = repeatableId(`award-batch/${by.id}/${act}/${digest(JSON.stringify(lines))}`);
  const judged = await judgeLines(services, { batchId: id, by, lines });
  const { language, people, experiences } = judged;
  const now = clock();
  // Before its lines: whatever is cut short is found, and purged, by the list.
  const batch: AwardBatch = {
    ...{ id, kpaId, startedBy: by.id, state: 'draft', language, people, experiences },
    ...{ lines: lines.length, ignored: [...ignored] },
    ...{ createdAt: instant(now), expiresAt: instant(now, DRAFT_DAYS) },
  };
  await ifRefused(store.awardBatches(kpaId).insert(batch), 'DUPLICATE_KEY', () => undefined);
  const rows = store.awardBatchRows(kpaId);
  await inParts(judged.lines, async (line) => {
    const row = { id: rowIdOf(id, line), kpaId, batchId: id, ...line };
    await ifRefused(rows.insert(row), 'DUPLICATE_KEY', () => undefined);
  });
  return id;
}

const rowIdOf = (batchId: string, { line }: Pick<JudgedLine, 'line'>) =>
  repeatableId(`award-batch-row/${batchId}/${line}`);

async function inParts<T>(all: readonly T[], write: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) {
    await Promise.all(all.slice(at, at + AT_ONCE).map(write));
  }
}

/** Undefined for one that is over, another KPA’s, or was never stored whole. */
export async function findBatch(
  { store, clock }: Kept,
  kpaId: string,
  id: string,
): Promise<Stored<AwardBatch> | undefined> {
  const batch = await store.awardBatches(kpaId).findById(id);
  if (!batch || batch.expiresAt <= clock().toISOString()) return undefined;
  const count = await store.awardBatchRows(kpaId).count({ index: 'byLine', equals: [id] });
  return count === batch.lines ? batch : undefined;
}

export type BatchCounts = Readonly<Record<AwardBatchRow['state'], number>>;

export async function countLines(
  { awardBatchRows }: Pick<BatchServices['store'], 'awardBatchRows'>,
  { id, kpaId }: Pick<AwardBatch, 'id' | 'kpaId'>,
): Promise<BatchCounts> {
  const count = (state: AwardBatchRow['state']) =>
    awardBatchRows(kpaId).count({ index: 'byState', equals: [id, state] });
  const [right, wrong, given, signed, failed] = await Promise.all([
    ...[count('right'), count('wrong'), count('given'), count('signed'), count('failed')],
  ]);
  return {
    ...{ right: right ?? 0, wrong: wrong ?? 0, given: given ?? 0 },
    ...{ signed: signed ?? 0, failed: failed ?? 0 },
  };
}

/** All lines, which are a thousand at most. */
export const linesOf = (
  { awardBatchRows }: Pick<BatchServices['store'], 'awardBatchRows'>,
  { id, kpaId }: Pick<AwardBatch, 'id' | 'kpaId'>,
): Promise<readonly Stored<AwardBatchRow>[]> =>
  awardBatchRows(kpaId)
    .readable.all({ index: 'byLine', equals: [id] })
    .toArray();

/** The same as long as the same lines are to be signed, in the same words. */
export async function rereadOf(
  { awardBatchRows }: Pick<BatchServices['store'], 'awardBatchRows'>,
  { id, kpaId }: Pick<AwardBatch, 'id' | 'kpaId'>,
): Promise<string> {
  const right = { index: 'byState', equals: [id, 'right'] } as const;
  return digest(await awardBatchRows(kpaId).versions(right)).slice(0, 16);
}

/** Whether its lines say something else by now: somebody came or left, a badge was given, a class paused. */
export async function judgeAgain(
  services: BatchServices,
  batch: Stored<AwardBatch>,
  by: Person,
): Promise<boolean> {
  const { store } = services;
  const { id, kpaId, chosen } = batch;
  const rows = await linesOf(store, batch);
  const lines = rows.map(({ line, cells = {} }) => ({ line, cells }));
  const judged = await judgeLines(services, { batchId: id, by, lines, chosen });
  const next = new Map(judged.lines.map((one) => [one.line, one]));
  const changed = rows.flatMap((row) => {
    const line = next.get(row.line);
    return !line || isSame(row, line) ? [] : [{ row, line }];
  });
  if (changed.length === 0) return false;
  await inParts(changed, async ({ row, line }) => {
    const { version } = row;
    const written = { id: row.id, version, kpaId, batchId: id, ...line };
    await ifRefused(
      store.awardBatchRows(kpaId).replace(written),
      'VERSION_CONFLICT',
      () => undefined,
    );
  });
  const { language, people, experiences } = judged;
  await store
    .awardBatches(kpaId)
    .update(id, (now) => (now.state === 'draft' ? { ...now, language, people, experiences } : now));
  return true;
}

/** Signed in this language, as far as there are its badges in it. Undefined and what is signed already: as it is. */
export async function signIn(
  services: BatchServices,
  { id, kpaId }: Pick<AwardBatch, 'id' | 'kpaId'>,
  language: Pick<Language, 'code'> | undefined,
  by: Person,
): Promise<void> {
  if (!language) return;
  const { code: chosen } = language;
  const batch = await services.store
    .awardBatches(kpaId)
    .update(id, (now) => (now.state === 'draft' ? { ...now, chosen } : now));
  if (batch?.state === 'draft') await judgeAgain(services, batch, by);
}

const SAID = ['state', 'faults', 'personId', 'experienceId', 'plan'] as const;

const isSame = (row: AwardBatchRow, line: JudgedLine): boolean =>
  SAID.every((field) => isDeepStrictEqual(row[field], line[field]));

/** In line from now on, in the name of who pressed the button; pressed again, it stays as it is. */
export async function beginSigning(
  { store, clock }: Kept,
  kpa: Kpa,
  { id }: Pick<AwardBatch, 'id'>,
  by: Person,
): Promise<void> {
  refuseToBegin(kpa);
  await store
    .awardBatches(kpa.id)
    .update(id, (now) =>
      now.state === 'draft' ? { ...inLine(now, clock()), signer: signatureOf(by) } : now,
    );
}

const inLine = (now: Stored<AwardBatch>, at: Date): Stored<AwardBatch> => {
  const { endedAt: _, ...rest } = now;
  return {
    ...{ ...rest, state: 'signing', activeSince: instant(at), dueAt: instant(at) },
    expiresAt: instant(at, KEPT_DAYS),
  };
};

/** What is in hand is signed to its end. */
export async function stopSigning(
  { store }: Kept,
  { id, kpaId }: Pick<AwardBatch, 'id' | 'kpaId'>,
): Promise<void> {
  await store.awardBatches(kpaId).update(id, (now) => {
    if (now.state !== 'signing') return now;
    const { activeSince: _, dueAt: __, ...rest } = now;
    return { ...rest, state: 'stopped' };
  });
}

/** What was stopped; and of what is through, once more the lines that were not signed. */
export async function goOn(
  { store, clock }: Kept,
  kpa: Kpa,
  batch: Stored<AwardBatch>,
  by: Person,
): Promise<void> {
  refuseToBegin(kpa);
  // Nobody says « je l’ai vu » for another.
  if (!isOf(by, batch.signer?.personId))
    throw new HttpError('CONFLICT', say('award.list.not-yours'));
  if (batch.state === 'done') await tryFailedAgain({ store }, batch);
  await store
    .awardBatches(kpa.id)
    .update(batch.id, (now) =>
      now.state === 'stopped' || now.state === 'done' ? inLine(now, clock()) : now,
    );
}

async function tryFailedAgain({ store }: Pick<Kept, 'store'>, { id, kpaId }: AwardBatch) {
  const rows = store.awardBatchRows(kpaId);
  const failed = { index: 'byState', equals: [id, 'failed'] } as const;
  await inParts(await rows.readable.all(failed).toArray(), async (row) => {
    const { why: _, ...rest } = row;
    // Of somebody who was erased, nothing is left to sign.
    if (row.plan) await rows.replace({ ...rest, state: 'right' });
  });
}
