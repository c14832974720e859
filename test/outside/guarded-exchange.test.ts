/** What a KPA calls a provider is asked with the same guard as what strangers name (docs/adr/0005). */
import { describe, expect, it } from 'vitest';
import { createGuardedExchange } from '../../src/outside/guarded-exchange.ts';

const asked = { method: 'POST', headers: {}, body: 'grant_type=authorization_code' } as const;

describe('nothing is sent', () => {
  const exchange = createGuardedExchange({ resolve: () => Promise.resolve(['10.1.2.3']) });

  it.each([
    ['without TLS', 'http://issuer.example/token'],
    ['to another port', 'https://issuer.example:8443/token'],
    ['with credentials', 'https://a:b@issuer.example/token'],
    ['to this machine', 'https://127.0.0.1/token'],
    ['to this machine, as a number', 'https://2130706433/token'],
    ['to this machine, in IPv6', 'https://[::ffff:127.0.0.1]/token'],
    ['to what a cloud tells of itself', 'https://169.254.169.254/token'],
    ['to a name of our own network', 'https://issuer.example/token'],
    ['to what is no address', 'issuer.example'],
  ])('%s', async (_, address) => {
    expect(await exchange(address, asked, 'a KPA')).toMatchObject({ outcome: 'refused' });
  });
});
