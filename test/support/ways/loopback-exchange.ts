/** What asks a provider on this machine, as if it were on the web: TLS and its name are looked at. */
import {
  createGuardedExchange,
  type GuardedExchange,
} from '../../../src/outside/guarded-exchange.ts';

/** `ca`: of the certificate that it shows. `timeout`: milliseconds, for one that says nothing. */
export const exchangeWith = (port: number, ca: string, timeout = 5_000): GuardedExchange =>
  createGuardedExchange({
    port,
    ca,
    timeout,
    resolve: () => Promise.resolve(['127.0.0.1']),
    isAllowedAddress: () => true,
  });
