/** Hex in groups of four, as people read it aloud: `3f9a 1c77 …`. */
export function groupHex(hex: string): string {
  return (hex.match(/.{1,4}/g) ?? []).join(' ');
}

/** The first two groups: enough to recognise, never enough to compare; the page always offers the whole. */
export function shortFingerprint(hex: string): string {
  return `${groupHex(hex.slice(0, 8))} …`;
}
