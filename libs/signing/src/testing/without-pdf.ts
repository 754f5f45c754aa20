import { createHash } from 'node:crypto';

/** For `jest.mock('#pades', …)`: tests about order use files that are no PDF; what is refused begins with `refuse:`. */
export const padesWithoutPdf = {
  inspectForSigning: (bytes: Uint8Array) => {
    const text = Buffer.from(bytes).toString('latin1');
    const code = /^refuse:(\S+)/.exec(text)?.[1];
    const notice = { code, sv: 'Nej.', en: 'No.', adviceSv: 'Gör om.', adviceEn: 'Do it again.' };
    return {
      byteLength: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      pageCount: 5,
      pdfVersion: '1.7',
      existingSignatures: 0,
      repairOffered: false,
      refusals: code === undefined ? [] : [notice],
      warnings: [],
    };
  },
};
