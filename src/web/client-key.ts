/** Whom a limit counts: one customer of a network, however many addresses they have. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Of sixteen bytes: a customer gets a /64 at the least (RFC 6177 §2), 2^64 addresses for nothing. */
const CUSTOMER_BYTES = 8;

/** Where an IPv6 form carries the IPv4 address of whoever asks (RFC 6052, RFC 6145, RFC 3056). */
const CARRIED: Readonly<Partial<Record<string, number>>> = { rfc6052: 12, rfc6145: 12, '6to4': 2 };

/**
 * An IPv4 address, also from the IPv6 forms that carry one; the /64 of an IPv6 address. Some proxies
 * add the port, which is another one each time. What is no address at all shares one key.
 */
export function clientKey(address = ''): string {
  const text = address.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  if (isIP(text) === 0) return 'unknown';
  const parsed = ipaddr.process(text);
  const bytes = parsed.toByteArray();
  if (bytes.length === 4) return bytes.join('.');
  const at = CARRIED[parsed.range()];
  if (at !== undefined) return bytes.slice(at, at + 4).join('.');
  const network = bytes.slice(0, CUSTOMER_BYTES);
  return `${Buffer.from(network).toString('hex')}/64`;
}
