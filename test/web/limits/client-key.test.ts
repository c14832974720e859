import { describe, expect, it } from 'vitest';
import { clientArea, clientKey } from '../../../src/web/limits/client-key.ts';

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

describe('two clients of one area', () => {
  it.each([
    ['203.0.113.9', '203.0.113.200'],
    ['203.0.113.9', '::ffff:203.0.113.200'],
    ['203.0.113.9', '203.0.113.200:51234'],
    ['2001:db8:1:2::1', '2001:db8:1:ffff::1'],
  ])('%s and %s', (one, other) => {
    expect(clientKey(other)).not.toBe(clientKey(one));
    expect(clientArea(other)).toBe(clientArea(one));
  });

  it.each([
    ['203.0.113.9', '203.0.114.9'],
    ['2001:db8:1::1', '2001:db8:2::1'],
    ['64:ff9b::203.0.113.9', '64:ff9b::203.0.114.9'],
    ['203.0.113.9', ''],
  ])('not %s and %s', (one, other) => {
    expect(clientArea(other)).not.toBe(clientArea(one));
  });
});
