/** What goes wrong below us, told from what was asked wrongly: the disk, the server, the way to it. */
import { type Identified, type PortCollection, StoreError } from '../database.ts';

/** A sentence for an operator, if this failure is one of the storage itself. */
export type ExplainFault = (error: unknown) => string | undefined;

/** The same collection, whose faults are `StoreError` UNAVAILABLE. */
export function explaining<T extends Identified>(
  port: PortCollection<T>,
  explain: ExplainFault,
): PortCollection<T> {
  const told = explained(explain);
  return {
    insert: (document) => told(port.insert(document)),
    findById: (id) => told(port.findById(id)),
    findByIds: (ids) => told(port.findByIds(ids)),
    find: (query) => told(port.find(query)),
    count: (query) => told(port.count(query)),
    versions: (query) => told(port.versions(query)),
    pick: (query, fields) => told(port.pick(query, fields)),
    scan: (after) => told(port.scan(after)),
    versionOf: (id) => told(port.versionOf(id)),
    replace: (document) => told(port.replace(document)),
    remove: (id) => told(port.remove(id)),
  };
}

/** Of one question. */
export function explained(explain: ExplainFault) {
  return async <R>(asked: Promise<R>): Promise<R> => {
    try {
      return await asked;
    } catch (error) {
      throw asFault(explain, error);
    }
  };
}

/** The failure as it is to be thrown. */
export function asFault(explain: ExplainFault, error: unknown): unknown {
  const why = explain(error);
  return why === undefined ? error : unavailable(why, error);
}

export const unavailable = (why: string, cause?: unknown): StoreError =>
  new StoreError('UNAVAILABLE', why, { cause });
