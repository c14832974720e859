/** How often a client, and the network around it, may hand in what opens nothing (docs/adr/0041, 0045). */
import type { Message } from '../../language/message.ts';
import { clientArea, clientKey } from './client-key.ts';
import { createStoredLimit, type LimitServices } from './stored-limits.ts';

/** Failures in an hour. */
const OF_CLIENT = 50;
const OF_AREA = 150;

export interface FailureLimits {
  /** Counts a failure before it is one; gives what takes it back. Throws TOO_MANY. */
  count(ip: string | undefined): Promise<() => Promise<void>>;
}

/** `name`: of what is handed in, for the store. */
export function failureLimits(services: LimitServices, name: string, said: Message): FailureLimits {
  const ofClient = createStoredLimit(services, {
    ...{ name: `${name} of a client`, most: OF_CLIENT, said },
  });
  const ofArea = createStoredLimit(services, {
    ...{ name: `${name} of a network`, most: OF_AREA, said },
  });
  return {
    async count(ip) {
      const counted = [await ofClient.count(clientKey(ip)), await ofArea.count(clientArea(ip))];
      return async () => {
        for (const takeBack of counted) await takeBack();
      };
    },
  };
}
