/** Hands the report over as a file: the result can be shared, the document itself is not ours to link to. */
export function saveJson(name: string, value: unknown): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** `protokoll.pdf` → `protokoll.validation.json`. */
export function reportFileName(file: string): string {
  return `${file.replace(/\.pdf$/i, '')}.validation.json`;
}
