/** Readers import DER under this name without asking; PEM is understood by fewer of them. */
export function saveCertificate(name: string, pem: string): void {
  const url = URL.createObjectURL(new Blob([derOf(pem)], { type: 'application/pkix-cert' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The bytes between the lines of a PEM block. */
export function derOf(pem: string): Uint8Array<ArrayBuffer> {
  const base64 = pem.replace(/-----[^-]+-----/g, '').replace(/\s/g, '');
  const raw = atob(base64);
  const der = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) der[at] = raw.charCodeAt(at);
  return der;
}

/** `Justera Demo Root` → `justera-demo-root.cer`. */
export function certificateFileName(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${plain === '' ? 'certificate' : plain}.cer`;
}

/** The demo's own issuers say so in their names; nobody should trust them on a real machine. */
export function isDemo(anchor: { readonly name: string }): boolean {
  return /\bdemo\b/i.test(anchor.name);
}
