/**
 * A document that cannot be read is left out of lists: the page says that something is missing, the
 * log names it once an hour, however often it is asked for.
 */
import { LRUCache } from 'lru-cache';
import type { UnreadableDocument } from '../../storage/store.ts';
import { noteIncomplete } from '../../web/requests/request-context.ts';

const HOUR = 3_600_000;
/** Of which we know that they were told. */
const MOST_TOLD = 1_000;

interface Log {
  error(details: object, message: string): void;
}

export function reportUnreadable(log: Log): (left: UnreadableDocument) => void {
  const told = new LRUCache<string, true>({ max: MOST_TOLD, ttl: HOUR });
  return (left) => {
    noteIncomplete();
    const name = `${left.collection}/${left.id}`;
    if (told.has(name)) return;
    told.set(name, true);
    log.error({ ...left }, 'A document cannot be read: it is left out');
  };
}
