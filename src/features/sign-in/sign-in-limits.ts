/** What could be guessed here, and to how many people one client may have letters sent (docs/adr/0035). */
import { say } from '../../language/message.ts';
import { createStoredLimit, type LimitServices } from '../../web/limits/stored-limits.ts';

/**
 * Of one client, in an hour: a room of fifty people is far below. A code has 10^8 values, so that a
 * hundred that are wrong open something once in a million hours.
 */
const MOST_ASKING = 300;
const MOST_REPEATS = 20;
const MOST_WRONG_CODES = 100;
const MOST_WRONG_CODES_OF_BROWSER = 10;
const MOST_UNKNOWN_LINKS = 300;

export function signInLimits(services: LimitServices) {
  return {
    asking: createStoredLimit(services, {
      name: 'asking',
      most: MOST_ASKING,
      said: say('sign-in.many-asking'),
    }),
    /** Of one client for one address: a row of the outbox each, known or not. */
    repeats: createStoredLimit(services, {
      name: 'asking again',
      most: MOST_REPEATS,
      said: say('sign-in.many-asking'),
    }),
    wrongCodes: createStoredLimit(services, {
      name: 'wrong codes',
      most: MOST_WRONG_CODES,
      said: say('sign-in.many-wrong-codes'),
    }),
    wrongCodesOfBrowser: createStoredLimit(services, {
      name: 'wrong codes of a browser',
      most: MOST_WRONG_CODES_OF_BROWSER,
      said: say('sign-in.many-wrong-codes'),
    }),
    unknownLinks: createStoredLimit(services, { name: 'sign-in links', most: MOST_UNKNOWN_LINKS }),
  };
}
