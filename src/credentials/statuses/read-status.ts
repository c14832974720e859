import { messageOf } from '../errors.ts';
import {
  type StatusSurroundings,
  type StatusAnswer,
  type StatusEntry,
  type StatusReading,
  unknown,
} from './status-type.ts';
import { findStatusType } from './status-types.ts';

/** A credential has a status for each purpose; more would be a way to have us fetch. */
export const MAX_ENTRIES = 4;
/** Where an entry names none, it is there to revoke. */
const REVOCATION = 'revocation';
/** As much of a stranger's word as belongs in an answer. */
const MAX_PURPOSE = 60;

/** One each, in their order. Never throws. */
export async function readStatus(
  entries: readonly StatusEntry[],
  asking: StatusSurroundings,
): Promise<readonly StatusReading[]> {
  if (entries.length > MAX_ENTRIES) {
    return [{ purpose: REVOCATION, ...unknown(`There are more than ${MAX_ENTRIES} statuses`) }];
  }
  const sharing = { ...asking, fetchStatusList: once(asking.fetchStatusList) };
  return Promise.all(
    entries.map(async (entry) => ({
      purpose: (entry.statusPurpose ?? REVOCATION).slice(0, MAX_PURPOSE),
      ...(await readOne(entry, sharing)),
    })),
  );
}

/** One revocation is enough, and one doubt leaves all in doubt. */
export function worstOf(readings: readonly StatusReading[]): StatusReading | undefined {
  const worst = (['revoked', 'suspended', 'unknown'] as const)
    .map((status) => readings.find((reading) => reading.status === status))
    .find((reading) => reading !== undefined);
  return worst ?? readings[0];
}

async function readOne(entry: StatusEntry, asking: StatusSurroundings): Promise<StatusAnswer> {
  const type = findStatusType(entry.type);
  if (!type) return unknown(`${entry.type.join(' ')} is not a status that is read here`);
  try {
    return await type.read(entry, asking);
  } catch (error) {
    return unknown(messageOf(error));
  }
}

/** One list may serve several purposes. */
function once(fetch: StatusSurroundings['fetchStatusList']): StatusSurroundings['fetchStatusList'] {
  const begun = new Map<string, ReturnType<typeof fetch>>();
  return (url) => {
    const known = begun.get(url) ?? fetch(url);
    begun.set(url, known);
    return known;
  };
}
