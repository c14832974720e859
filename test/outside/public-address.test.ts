import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isOwnAddress, isPublicAddress } from '../../src/outside/public-address.ts';

describe('a public address', () => {
  it.each(['93.184.215.14', '8.8.8.8', '2606:4700::6810:85e5', '::ffff:8.8.8.8'])('%s', (text) => {
    expect(isPublicAddress(text)).toBe(true);
  });
});

describe('not a public address', () => {
  it.each([
    ['this network', '0.0.0.0'],
    ['loopback', '127.0.0.1'],
    ['loopback, not the usual one', '127.255.255.254'],
    ['private, class A', '10.1.2.3'],
    ['private, class B', '172.31.0.1'],
    ['private, class C', '192.168.0.1'],
    ['shared by a carrier', '100.64.0.1'],
    ['a cloud’s metadata', '169.254.169.254'],
    ['Alibaba’s metadata', '100.100.100.200'],
    ['Azure’s platform', '168.63.129.16'],
    ['documentation', '203.0.113.7'],
    ['benchmarks', '198.18.0.1'],
    ['6to4 relay', '192.88.99.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback in IPv6', '::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped loopback in hexadecimal', '::ffff:7f00:1'],
    ['mapped Azure', '::ffff:168.63.129.16'],
    ['IPv4-compatible loopback', '::7f00:1'],
    ['IPv4-compatible public', '::808:808'],
    ['translated (RFC 2765)', '::ffff:0:7f00:1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64, local', '64:ff9b:1::7f00:1'],
    ['6to4', '2002:7f00:1::1'],
    ['Teredo', '2001::1'],
    ['unique local', 'fd00::1'],
    ['AWS metadata', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['discard', '100::1'],
    ['documentation in IPv6', '2001:db8::1'],
    ['newer documentation', '3fff::1'],
    ['multicast in IPv6', 'ff02::1'],
    ['not assigned', '4000::1'],
    ['octal', '010.0.0.1'],
    ['a number', '134744072'],
    ['a name', 'localhost'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(isPublicAddress(text)).toBe(false);
  });
});

describe('an address of this machine', () => {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);

  it('is known, also in its mapped form', () => {
    expect(own.map(({ address }) => address).filter((text) => !isOwnAddress(text))).toEqual([]);
    expect(isOwnAddress('::ffff:127.0.0.1')).toBe(true);
  });

  it.each(['8.8.8.8', 'localhost', ''])('is not %s', (text) => {
    expect(isOwnAddress(text)).toBe(false);
  });
});
