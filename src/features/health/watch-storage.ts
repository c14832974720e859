/** Tells once that the storage does not answer, and once that it does again: not for each request. */
import { type Access, isRefusal, type Watch } from '../../storage/store.ts';

interface Log {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export function watchStorage(log: Log): Watch {
  /** How many questions had no answer since the last one that had. */
  const failures: Record<Access, number> = { read: 0, write: 0 };
  return ({ access }) =>
    (error) => {
      if (isRefusal(error, 'UNAVAILABLE')) {
        failures[access] += 1;
        if (failures[access] === 1)
          log.error({ access, why: error.message }, 'The storage is away');
      } else if (error === undefined && failures[access] > 0) {
        log.warn({ access, failures: failures[access] }, 'The storage answers again');
        failures[access] = 0;
      }
    };
}
