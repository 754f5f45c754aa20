import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { simplePdf } from '../testing/pdf-builder.js';
import { makeTarget } from '../../../../test/fuzz/target.mjs';
import * as read from '#pdf/read';
import * as write from '#pdf/write';

const folder = path.resolve(__dirname, '../../../../test/fuzz/corpus');
const target = makeTarget(read, write);

/** What the fuzzer (test/fuzz) found worth keeping. Whatever is in them: only PdfError, the same file in pieces, and an append that is found again. */
test.each(readdirSync(folder).filter((file) => file.endsWith('.pdf')))('fuzz corpus: %s', (file) => {
  expect(() => target(readFileSync(path.join(folder, file)))).not.toThrow();
});

test('the corpus is there', () => {
  expect(readdirSync(folder).length).toBeGreaterThan(20);
});

test('the target sees a broken promise when there is one', () => {
  const bytes = simplePdf();
  const crashing = makeTarget({ ...read, inspectBytes: () => { throw new TypeError('planted'); } }, write);
  expect(() => crashing(bytes)).toThrow(expect.objectContaining({ message: 'planted' }));
  // A reader that takes a byte for there which it never asked for.
  const forgetful = makeTarget({ ...read, openPdf: ((given: Uint8Array | read.ByteSource) => (ArrayBuffer.isView(given) ? read.openPdf(given) : read.openPdf(Buffer.alloc(given.length)))) as typeof read.openPdf }, write);
  expect(() => forgetful(bytes)).toThrow(expect.objectContaining({ message: expect.stringContaining('piece by piece') as string }));
});
