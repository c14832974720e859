import { messageOf } from './errors.ts';
import {
  type Asking,
  type StatusEntry,
  type StatusReading,
  unknown,
} from './statuses/status-type.ts';
import { findStatusType } from './statuses/status-types.ts';

/** A credential has one status or two; more would be a way to have us fetch. */
const MAX_ENTRIES = 4;

/** One withdrawal is enough, and one doubt leaves all in doubt. Never throws. */
export async function readStatus(
  entries: readonly StatusEntry[],
  asking: Asking,
): Promise<StatusReading> {
  if (entries.length > MAX_ENTRIES) return unknown(`There are more than ${MAX_ENTRIES} statuses`);
  const readings = await Promise.all(entries.map((entry) => readOne(entry, asking)));
  const worst =
    readings.find(({ standing }) => standing === 'revoked') ??
    readings.find(({ standing }) => standing === 'unknown') ??
    readings[0];
  return worst ?? unknown('There is no status');
}

async function readOne(entry: StatusEntry, asking: Asking): Promise<StatusReading> {
  const type = findStatusType(entry.type);
  if (!type) return unknown(`${entry.type.join(' ')} is not a status that is read here`);
  try {
    return await type.read(entry, asking);
  } catch (error) {
    return unknown(messageOf(error));
  }
}
