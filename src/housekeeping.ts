/**
 * At start and every hour, while requests go on being answered: what has expired is removed, and what
 * will soon is signed again. At start, also the lists that a crash has left behind. Once a day all that
 * is stored is read, to see whether it is damaged.
 */
import { purgeExpired } from './features/sign-in/purge-expired.ts';
import { catchUp, publishDue } from './features/status-lists/catch-up.ts';
import type { Services } from './services.ts';

export interface Housekeeping {
  /** Resolves once nothing of it asks the store any more. */
  stop(): Promise<void>;
}

const HOUR = 3_600_000;
const HOURS_OF_DAY = 24;

export function startHousekeeping(
  services: Pick<Services, 'store' | 'statusLists' | 'clock' | 'log' | 'readiness'>,
): Housekeeping {
  const { log } = services;
  const stopping = new AbortController();
  let running = Promise.resolve();

  async function purge(): Promise<void> {
    try {
      const purged = await purgeExpired(services, stopping.signal);
      const { sessions, signInLinks, letterSlots } = purged;
      if (sessions + signInLinks + letterSlots > 0) log.info(purged, 'Expired sign-ins removed');
    } catch (error) {
      // The next hour tries again: nobody waits for it.
      log.error({ err: error }, 'Expired sign-ins could not be removed');
    }
  }

  async function publish(lists: typeof publishDue): Promise<void> {
    try {
      await lists(services, stopping.signal);
    } catch (error) {
      // Half of their life is left, and whoever reads one that is over has it signed again.
      log.error({ err: error }, 'The status lists could not be renewed');
    }
  }

  async function lookForDamage(): Promise<void> {
    try {
      await services.readiness.lookForDamage();
    } catch (error) {
      log.error({ err: error }, 'Whether what is stored is damaged could not be told');
    }
  }

  const tidy = (lists: typeof publishDue) => {
    running = running.then(purge).then(() => publish(lists));
  };
  tidy(catchUp);
  let hours = 0;
  const look = () => {
    // Not in turn with the others: it may take minutes, in a thread of its own.
    if (hours % HOURS_OF_DAY === 0) void lookForDamage();
    hours += 1;
  };
  look();
  const timer = setInterval(() => {
    tidy(publishDue);
    look();
  }, HOUR).unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
