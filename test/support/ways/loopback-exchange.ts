/** What asks a provider on this machine, as if it were on the web: TLS and its name are looked at. */
import {
  createGuardedExchange,
  type GuardedExchange,
} from '../../../src/outside/guarded-exchange.ts';

/** `ca`: of the certificate that it shows. */
export const exchangeWith = (port: number, ca: string): GuardedExchange =>
  createGuardedExchange({
    port,
    ca,
    resolve: () => Promise.resolve(['127.0.0.1']),
    isAllowedAddress: () => true,
  });
