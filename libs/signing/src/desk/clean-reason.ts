/** Control characters but line breaks and tabs go, as do lone surrogates: neither the database nor canonical JSON holds them. */
export function cleanReason(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|\p{Surrogate}/gu, '').normalize('NFC').trim();
}
