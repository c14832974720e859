/** Which IP addresses are on the public Internet: where a stranger may send us (docs/adr/0005). */
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

/** The only global unicast space there is (RFC 4291, 2.4; IANA has assigned nothing else). */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Public by its number, but the platform's own metadata and DNS on Azure. */
const DENIED = new Set(['168.63.129.16']);

/**
 * False for what is not an IP address, or is loopback, private, link-local, shared (RFC 6598),
 * documentation, multicast or reserved; for an IPv6 form that carries an IPv4 address (mapped
 * forms are judged by that address).
 */
export function isPublicAddress(text: string): boolean {
  // ipaddr.js also reads octal and short forms, which sockets and resolvers never give.
  if (isIP(text) === 0) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv6 && !address.match(GLOBAL_IPV6)) return false;
  return !DENIED.has(address.toNormalizedString());
}

/** Whether this machine itself has the address: a service on it may trust whoever comes from it. */
export function isOwnAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return own.some(({ address }) => normal(address) === normal(text));
}

const normal = (address: string): string => ipaddr.process(address).toNormalizedString();
