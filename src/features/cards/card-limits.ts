/** How many cards can be tried from one place, and by everybody together (docs/adr/0041). */
import { say } from '../../language/message.ts';
import { clientArea, clientKey } from '../../web/limits/client-key.ts';
import { createStoredLimit, type LimitServices } from '../../web/limits/stored-limits.ts';

/** Failures in an hour: of a client, of the network around it, of all. */
const OF_CLIENT = 50;
const OF_AREA = 150;
const OF_ALL = 500;

const said = say('card.many-failures');

export function cardLimits(services: LimitServices) {
  const limit = (name: string, most: number) => createStoredLimit(services, { name, most, said });
  const ofClient = limit('cards of a client', OF_CLIENT);
  const ofArea = limit('cards of a network', OF_AREA);
  const ofAll = limit('cards', OF_ALL);
  return {
    /**
     * Counts a failure before it is one; gives what takes it back. `guessable`: what is typed, and
     * not scanned, which nobody guesses: it goes on opening whatever others do.
     */
    async count(ip: string | undefined, guessable: boolean): Promise<() => Promise<void>> {
      const counted = [await ofClient.count(clientKey(ip)), await ofArea.count(clientArea(ip))];
      if (guessable) counted.push(await ofAll.count('everybody'));
      return async () => {
        for (const takeBack of counted) await takeBack();
      };
    },
  };
}
