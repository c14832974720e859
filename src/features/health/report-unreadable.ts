/**
 * A document that cannot be read is left out of lists: the page says that something is missing, and by
 * which number to ask; under that number the log names it. It is an error once an hour.
 */
import { LRUCache } from 'lru-cache';
import type { UnreadableDocument } from '../../storage/store.ts';
import { noteIncomplete } from '../../web/requests/request-context.ts';

const HOUR = 3_600_000;
/** Of which we know that they were told. */
const MOST_TOLD = 1_000;

interface Log {
  error(details: object, message: string): void;
  info(details: object, message: string): void;
}

export function reportUnreadable(log: Log): (left: UnreadableDocument) => void {
  const told = new LRUCache<string, true>({ max: MOST_TOLD, ttl: HOUR });
  return (left) => {
    noteIncomplete();
    const name = `${left.collection}/${left.id}`;
    log[told.has(name) ? 'info' : 'error'](
      { ...left },
      'A document cannot be read: it is left out',
    );
    if (!told.has(name)) told.set(name, true);
  };
}
