/** Whom a limit counts: one customer of a network, however many addresses they have. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Bytes of an address. Of IPv6, a customer gets a /64 at the least (RFC 6177 §2), and often a /48. */
const CUSTOMER = { ofFour: 4, ofSixteen: 8 };
const AREA = { ofFour: 3, ofSixteen: 6 };

/** Where an IPv6 form carries the IPv4 address of whoever asks (RFC 6052, RFC 6145, RFC 3056). */
const CARRIED: Readonly<Partial<Record<string, number>>> = { rfc6052: 12, rfc6145: 12, '6to4': 2 };

/**
 * An IPv4 address, also from the IPv6 forms that carry one; the /64 of an IPv6 address. Some proxies
 * add the port, which is another one each time. What is no address at all shares one key.
 */
export const clientKey = (address?: string): string => networkOf(address, CUSTOMER);

/** Around a client, where somebody with many addresses has them: a /24 of IPv4, a /48 of IPv6. */
export const clientArea = (address?: string): string => networkOf(address, AREA);

function networkOf(address: string | undefined, size: typeof CUSTOMER): string {
  const bytes = bytesOf(address);
  if (!bytes) return 'unknown';
  const length = bytes.length === 4 ? size.ofFour : size.ofSixteen;
  const network = bytes.slice(0, length);
  return bytes.length === 4
    ? `${network.join('.')}/${length * 8}`
    : `${Buffer.from(network).toString('hex')}/${length * 8}`;
}

function bytesOf(address = ''): readonly number[] | undefined {
  const text = address.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  if (isIP(text) === 0) return undefined;
  const parsed = ipaddr.process(text);
  const bytes = parsed.toByteArray();
  const at = bytes.length === 4 ? undefined : CARRIED[parsed.range()];
  return at === undefined ? bytes : bytes.slice(at, at + 4);
}
