import { parsePem } from '#pki/parse';
import type { PackageExtras } from '#signing';
import { etsiReport } from '#validation';
import { pdfReport } from '#validator';
import type { ApiContext } from '../api-context.js';

/** What the API adds to a case's package: its own check of the signed file, in every face, and the roots that it publishes. */
export function packageExtras({ validation, dependencies, anchors }: ApiContext): PackageExtras {
  return {
    certificates: anchors.map(({ purpose, sha256, pem }) => ({ name: `certificates/${purpose}-root-${sha256.slice(0, 8)}.cer`, bytes: parsePem(pem)[0] ?? new Uint8Array() })),
    reports: async (signed) => {
      const answer = await validation.validate(signed, dependencies.clock.now());
      const file = 'minutes-signed.pdf';
      return [
        { name: 'report/validation.json', bytes: Buffer.from(JSON.stringify({ file, ...answer }, null, 2)) },
        { name: 'report/validation.xml', bytes: Buffer.from(etsiReport(answer, file)) },
        { name: 'report/validation.sv.pdf', bytes: await pdfReport(answer, file, 'sv') },
        { name: 'report/validation.en.pdf', bytes: await pdfReport(answer, file, 'en') },
      ];
    },
  };
}
