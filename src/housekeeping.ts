/** At start and every hour: what has expired is removed, while requests go on being answered. */
import { purgeExpired } from './features/sign-in/purge-expired.ts';
import type { Services } from './services.ts';

export interface Housekeeping {
  /** Resolves once nothing of it asks the store any more. */
  stop(): Promise<void>;
}

const HOUR = 3_600_000;

export function startHousekeeping(
  services: Pick<Services, 'store' | 'clock' | 'log'>,
  everyMs = HOUR,
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

  const tidy = () => {
    running = running.then(purge);
  };
  tidy();
  const timer = setInterval(tidy, everyMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
