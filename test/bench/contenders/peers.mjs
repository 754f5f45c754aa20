// Those we are compared with. Each loads its own packages only, and gives back (bytes, fieldName) => signed bytes.
import { createRequire } from 'node:module';
import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { passphrase } from '../inputs/keys.mjs';
import { handCms, loadKey } from './hand-cms.mjs';

const require = createRequire(path.join(import.meta.dirname, '..', 'peers', 'package.json'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href).then((loaded) => ({ ...loaded.default, ...loaded }));
const contentsDigits = 8192;
const time = new Date('2026-01-02T03:04:05Z');

async function placeholders() {
  const { PDFDocument, PDFName, PDFHexString, PDFString, PDFArray, PDFNumber, PDFDict, PDFInvalidObject } = await load('@cantoo/pdf-lib');
  return async (bytes, fieldName, subFilter) => {
    const document = await PDFDocument.load(bytes, { forIncrementalUpdate: true, updateMetadata: false, parseSpeed: Infinity });
    const { context } = document;
    const fields = context.lookup(document.catalog.lookup(PDFName.of('AcroForm'), PDFDict).lookup(PDFName.of('Fields'), PDFArray), PDFArray);
    const field = fields.asArray().map((one) => context.lookup(one, PDFDict)).find((one) => one.get(PDFName.of('T'))?.decodeText() === fieldName);
    const range = PDFArray.withContext(context);
    range.push(PDFNumber.of(0));
    for (let i = 0; i < 3; i += 1) range.push(PDFName.of('**********'));
    const signature = context.obj({ Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: subFilter, ByteRange: range, Contents: PDFHexString.of('0'.repeat(contentsDigits)), M: PDFString.fromDate(time) });
    const serialised = new Uint8Array(signature.sizeInBytes());
    signature.copyBytesInto(serialised, 0);
    field.set(PDFName.of('V'), context.register(PDFInvalidObject.of(serialised)));
    const out = await document.commit({ useObjectStreams: false });
    return Buffer.from(out.buffer, out.byteOffset, out.length);
  };
}

export const peers = {
  /** As its documentation shows it, on a file whose placeholder is there already (not part of the time): no PAdES baseline, RSA only. */
  'SignPdf + P12Signer': async (keys) => {
    const { SignPdf } = await load('@signpdf/signpdf');
    const { P12Signer } = await load('@signpdf/signer-p12');
    const place = await placeholders();
    const p12 = readFileSync(path.join(keys, 'rsa2048.p12'));
    const prepared = new WeakMap();
    return {
      before: async (bytes, fieldName) => prepared.set(bytes, await place(bytes, fieldName, 'adbe.pkcs7.detached')),
      sign: (bytes) => new SignPdf().sign(prepared.get(bytes), new P12Signer(p12, { passphrase })),
    };
  },
  '@cantoo/pdf-lib + own signer': async (keys) => {
    const { SignPdf, Signer } = await load('@signpdf/signpdf');
    const place = await placeholders();
    const [signer, ca] = [loadKey(keys, 'p256'), loadKey(keys, 'ca')];
    class Own extends Signer {
      async sign(bytes) {
        return handCms(bytes, signer, [ca.der]);
      }
    }
    return { sign: async (bytes, fieldName) => new SignPdf().sign(await place(bytes, fieldName, 'ETSI.CAdES.detached'), new Own()) };
  },
  LibPDF: async (keys) => {
    const { PDF } = await load('@libpdf/core');
    const [{ der, key }, ca] = [loadKey(keys, 'p256'), loadKey(keys, 'ca')];
    const signer = { certificate: der, certificateChain: [ca.der], keyType: 'EC', signatureAlgorithm: 'ECDSA', sign: async (data) => sign('sha256', data, key) };
    return {
      sign: async (bytes, fieldName) => {
        const document = await PDF.load(bytes);
        return (await document.sign({ signer, fieldName, level: 'B-B', signingTime: time, estimatedSize: contentsDigits / 2 })).bytes;
      },
    };
  },
};
