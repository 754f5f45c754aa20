import { BlockList, isIP } from 'node:net';

/** IANA's special-purpose registries (RFC 6890 and its updates): nothing that the public internet can be. */
const special4 = new BlockList();
/** A list of its own: `BlockList` would hold every IPv4 address against the mapped ones. */
const special6 = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16],
  ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3],
] as const) special4.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  // What wraps an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) could wrap an internal one.
  ['::', 96], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['2001::', 23], ['2002::', 16], ['100::', 64], ['2001:db8::', 32], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8],
] as const) special6.addSubnet(network, prefix, 'ipv6');

/** Whether an address is one of this machine, of a network of its own, or no address at all. */
export function isInternalAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  switch (isIP(bare)) {
    case 4:
      return special4.check(bare, 'ipv4');
    case 6:
      return special6.check(bare, 'ipv6');
    default:
      return true;
  }
}

/** Names that only an inner network gives a meaning: one word, or a suffix kept for that (RFC 6761, 6762, 8375, ICANN's .internal). */
export function isInternalName(name: string): boolean {
  return !name.includes('.') || /\.(localhost|local|internal|lan|home\.arpa|test)$/i.test(name);
}
