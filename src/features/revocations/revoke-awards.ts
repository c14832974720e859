/** Takes many awards back in one action, each with its own outcome. */
import type { Award, Kpa } from '../../storage/store.ts';
import { revokeWords } from '../../awards/testimonies/remove.ts';
import { markRevoked, type RevocationAct, type RevocationServices } from './revoke-award.ts';

export interface RevocationRow {
  readonly awardId: string;
  /** `revoked` and `already`: the list that is served says so too. */
  readonly outcome: 'revoked' | 'already' | 'not-found' | 'failed';
  readonly detail?: string;
  /** Why it failed. */
  readonly error?: unknown;
}

/** Writes that arrive together share a commit. */
const AT_ONCE = 50;

/**
 * Marks each award, then signs each list once. Run again after a crash it marks what is left, and
 * brings the lists up to date whoever made the marks. An id given twice has one row.
 */
export async function revokeAwards(
  services: RevocationServices,
  kpa: Kpa,
  awardIds: readonly string[],
  act: RevocationAct,
): Promise<readonly RevocationRow[]> {
  const ids = [...new Set(awardIds)];
  const marks: Mark[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    marks.push(...(await Promise.all(some.map((id) => mark(services, kpa, id, act)))));
  }
  const unpublished = await publish(services, kpa, marks);
  for (const found of marks) if (found.entries) await revokeWords(services, kpa, found.row.awardId);
  return marks.map(({ row, entries = [] }) => {
    const listId = entries.find(({ statusListId }) => unpublished.has(statusListId))?.statusListId;
    if (listId === undefined) return row;
    const error = unpublished.get(listId);
    const detail = `marked, but its list is not signed: ${messageOf(error)}`;
    return { ...row, outcome: 'failed', detail, error };
  });
}

interface Mark {
  readonly row: RevocationRow;
  readonly entries?: readonly Pick<Award, 'statusListId' | 'statusIndex'>[];
}

/** Never throws: a row fails alone. */
async function mark(
  services: RevocationServices,
  kpa: Kpa,
  awardId: string,
  act: RevocationAct,
): Promise<Mark> {
  try {
    const marked = await markRevoked(services, kpa, awardId, act);
    if (!marked) return { row: { awardId, outcome: 'not-found' } };
    return { row: { awardId, outcome: marked.outcome }, entries: marked.entries };
  } catch (error) {
    return { row: { awardId, outcome: 'failed', detail: messageOf(error), error } };
  }
}

/** The lists that could not be signed, and why. */
async function publish(
  { statusLists }: RevocationServices,
  kpa: Kpa,
  marks: readonly Mark[],
): Promise<ReadonlyMap<string, unknown>> {
  const indexes = new Map<string, number[]>();
  for (const { statusListId, statusIndex } of marks.flatMap(({ entries = [] }) => entries)) {
    indexes.set(statusListId, [...(indexes.get(statusListId) ?? []), statusIndex]);
  }
  const failed = new Map<string, unknown>();
  for (const [listId, revoked] of indexes) {
    await statusLists.publish(kpa, listId, revoked).catch((error: unknown) => {
      failed.set(listId, error);
    });
  }
  return failed;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
