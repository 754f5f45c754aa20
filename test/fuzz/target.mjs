// What the fuzzer holds the reader and the writer to, for any bytes at all. The doors are parameters, so that the driver (built code) and the replay in
// the unit tests (sources) run the very same thing.

/** Bounds as for a stranger's file; small inputs must not be able to ask for more than this anyway. */
const streamBytes = 2 ** 20;

/** @throws when a promise of libs/pdf is broken; any PdfError is an answer */
export function makeTarget({ openPdf, PdfError, inspectBytes, formFields, signatureFields }, { beginUpdate, name }) {
  const attempt = (act) => {
    try {
      return { value: act() };
    } catch (error) {
      if (error instanceof PdfError) return { code: error.code };
      throw error;
    }
  };

  /** In a few strings, everything that the reader says about a file. */
  function account(open) {
    const opened = attempt(open);
    if (opened.value === undefined) return [`not opened: ${opened.code}`];
    const document = opened.value;
    const lines = [`${document.version} ${document.revisions.map(({ start, end, startxref, xrefKind }) => `${start}-${end}@${startxref}${xrefKind}`).join(' ')} ${document.findings.map(({ code }) => code).join(' ')}`];
    for (const { index } of document.revisions) {
      const view = document.at(index);
      lines.push(`${index}: ${summary(attempt(() => view.pages()))} ${summary(attempt(() => formFields(view)))} ${summary(attempt(() => signatureFields(view).map(({ page }) => page)))}`);
      for (const number of view.objectNumbers()) {
        const object = attempt(() => view.object(number));
        const value = object.value?.value;
        const data = value?.kind === 'stream' ? attempt(() => view.streamData(value, streamBytes)) : undefined;
        lines.push(`${number}: ${object.code ?? `${value?.kind} ${object.value?.span.start}-${object.value?.span.end}`} ${data === undefined ? '' : summary(data)}`);
      }
    }
    return lines;
  }

  /** What is appended is found again, and what was there stays as it was. */
  function append(bytes) {
    const appended = attempt(() => {
      const document = openPdf(bytes);
      const update = beginUpdate(document);
      const reference = update.add(name('Fuzzed'));
      update.graftPages(document, [0]);
      update.addFields([]);
      return { document, reference, update: update.finish().update };
    });
    if (appended.value === undefined) return;
    const { document, reference, update } = appended.value;
    const again = openPdf(Buffer.concat([bytes, update]));
    const value = again.current.object(reference.objectNumber)?.value;
    if (value?.kind !== 'name' || value.value !== 'Fuzzed') throw new Error('an appended object is not found again');
    if (again.revisions.length !== document.revisions.length + 1) throw new Error('an update is not one revision');
    again.revisions.slice(0, -1).forEach((revision, at) => {
      if (revision.startxref !== document.revisions[at]?.startxref || revision.start !== document.revisions[at]?.start) throw new Error('an update changed an earlier revision');
    });
  }

  return (bytes) => {
    const whole = account(() => openPdf(bytes));
    const pieces = account(() => openPdf(sourceOf(bytes)));
    const differs = whole.findIndex((line, at) => line !== pieces[at]);
    if (differs >= 0 || whole.length !== pieces.length) throw new Error(`read piece by piece it is another file: ${whole[differs]} against ${pieces[differs]}`);
    attempt(() => inspectBytes(openPdf(bytes)));
    append(bytes);
  };
}

function summary({ value, code }) {
  return code ?? `${value.length}`;
}

/** Pages of 32 bytes, and nothing before it is asked for. */
function sourceOf(bytes) {
  return {
    length: bytes.length,
    pageBytes: 32,
    read: (target, offset) => {
      if (offset + target.length > bytes.length) throw new RangeError('asked for more than there is');
      target.set(bytes.subarray(offset, offset + target.length));
    },
  };
}
