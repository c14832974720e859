import ipaddr from 'ipaddr.js';

/**
 * Who asks, as far as a network tells: an IPv4 address, also within IPv6, or the /64 of an IPv6
 * address, all of which one subscriber has.
 */
export function clientKey(ip: string | undefined): string {
  if (ip === undefined || !ipaddr.isValid(ip)) return 'unknown';
  const address = ipaddr.process(ip);
  return address.kind() === 'ipv4'
    ? address.toString()
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toString()}/64`;
}
