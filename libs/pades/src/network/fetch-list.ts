import { fetchBytes } from './fetch-bytes.js';

export interface ListAddresses {
  /** Addresses that the operator wrote down as a whole; the only ones that may be internal by a public name. */
  readonly named: readonly string[];
  /** Hosts that may be called besides: of national lists and pivots. */
  readonly allowedHosts: readonly string[];
}

/** The largest national list has some 6 MB. */
const limits = { timeoutMilliseconds: 30_000, maxBytes: 32 * 1024 * 1024 };

/** A trusted list from an allowed host, bounded in time and size; redirects are not followed. @throws PadesError `host-not-allowed`, or a plain Error about the network */
export function fetchList(address: string, { named, allowedHosts }: ListAddresses): Promise<Uint8Array> {
  return fetchBytes(address, { method: 'GET', headers: { accept: 'application/vnd.etsi.tsl+xml, application/xml' } }, { ...limits, allowedHosts, mayBeInternal: named.includes(address) });
}
