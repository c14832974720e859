/** Who asks: one subscriber has one key, however many addresses they have. */
import { describe, expect, it } from 'vitest';
import { clientArea } from '../../src/web/client-area.ts';
import { clientKey } from '../../src/web/client-key.ts';

describe('a client', () => {
  it.each([
    ['an IPv4 address', '203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
    ['the same within IPv6', '::ffff:203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
    ['the same in hexadecimal', '::ffff:cb00:7107', '203.0.113.7', '203.0.113.0/24'],
    ['an IPv6 address', '2001:db8:1:2:3:4:5:6', '20010db800010002/64', '2001:db8:1::/48'],
    ['its neighbour', '2001:0DB8:1:2::ffff', '20010db800010002/64', '2001:db8:1::/48'],
    ['loopback', '::1', '0000000000000000/64', '::/48'],
    ['no address', 'unix:', 'unknown', 'unknown'],
    ['nothing', undefined, 'unknown', 'unknown'],
  ])('%s', (_, ip, key, area) => {
    expect([clientKey(ip), clientArea(ip)]).toEqual([key, area]);
  });
});
