import { describe, expect, it } from 'vitest';
import { clientKey } from '../../src/web/client-key.ts';

describe('one client is one key', () => {
  it.each([
    ['203.0.113.9', '::ffff:203.0.113.9'],
    ['203.0.113.9', '::FFFF:CB00:7109'],
    ['203.0.113.9', '203.0.113.9:51234'],
    ['203.0.113.9', '64:ff9b::203.0.113.9'],
    ['203.0.113.9', '::ffff:0:203.0.113.9'],
    ['203.0.113.9', '2002:cb00:7109:17::1'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['2001:db8:1:2::1', '2001:0DB8:0001:0002::2'],
    ['2001:db8:1:2::1', '[2001:db8:1:2::3]:51234'],
    ['fe80::1', 'fe80::2%eth0'],
    ['', 'nonsense'],
  ])('%s and %s', (one, other) => {
    expect(clientKey(other)).toBe(clientKey(one));
  });
});

describe('two clients are two keys', () => {
  it.each([
    ['203.0.113.9', '203.0.113.10'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['::ffff:203.0.113.9', '::ffff:203.0.113.10'],
    ['64:ff9b::203.0.113.9', '64:ff9b::203.0.113.10'],
    ['2002:cb00:7109::1', '2002:cb00:710a::1'],
    ['203.0.113.9', ''],
  ])('%s and %s', (one, other) => {
    expect(clientKey(other)).not.toBe(clientKey(one));
  });
});
