/** Hands something over as a file: the result can be shared, the document itself is not ours to link to. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function saveJson(name: string, value: unknown): void {
  saveFile(name, new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: 'application/json' }));
}

/** `protokoll.pdf` → `protokoll.validation.json`. */
export function reportFileName(file: string, ending: 'json' | 'pdf' | 'xml'): string {
  return `${file.replace(/\.pdf$/i, '')}.validation.${ending}`;
}

/** `protokoll.pdf` → `protokoll.signed-1.pdf`: the bytes that the first signature is about. */
export function signedFileName(file: string, number: number): string {
  return `${file.replace(/\.pdf$/i, '')}.signed-${number}.pdf`;
}
