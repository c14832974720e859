/** How often a client, and the network around it, may hand in what opens nothing: as for cards (docs/adr/0041). */
import { say } from '../../language/message.ts';
import { clientArea, clientKey } from '../../web/limits/client-key.ts';
import { createStoredLimit, type LimitServices } from '../../web/limits/stored-limits.ts';

/** Failures in an hour. */
const OF_CLIENT = 50;
const OF_AREA = 150;

const said = say('passkey.many-failures');

export function passkeyLimits(services: LimitServices) {
  const ofClient = createStoredLimit(services, {
    name: 'passkeys of a client',
    most: OF_CLIENT,
    said,
  });
  const ofArea = createStoredLimit(services, {
    name: 'passkeys of a network',
    most: OF_AREA,
    said,
  });
  return {
    /** Counts a failure before it is one; gives what takes it back. */
    async count(ip: string | undefined): Promise<() => Promise<void>> {
      const counted = [await ofClient.count(clientKey(ip)), await ofArea.count(clientArea(ip))];
      return async () => {
        for (const takeBack of counted) await takeBack();
      };
    },
  };
}
