/** `a…k@exempel.example`: enough to know which mailbox to open, too little to learn an address by opening a link. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 1) return '…';
  const local = [...address.slice(0, at)];
  const last = local.length > 2 ? (local.at(-1) ?? '') : '';
  return `${local[0] ?? ''}…${last}${address.slice(at)}`;
}
