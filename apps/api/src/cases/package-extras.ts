import { parsePem } from '#pki/parse';
import type { PackageExtras } from '#signing';
import { etsiReport } from '#validation';
import { pdfReport, type ValidationAnswer } from '#validator';
import type { ApiContext } from '../api-context.js';

const file = 'minutes-signed.pdf';

/** What the API adds to a case's package: its own check of the signed file, in every face, and the roots that it publishes. */
export function packageExtras({ config, signer, validation, dependencies, anchors }: ApiContext): PackageExtras {
  // Where reports are sealed, none is given out that is not, in a package neither.
  const asPdf = async (answer: ValidationAnswer, language: 'sv' | 'en'): Promise<Uint8Array> => {
    const report = await pdfReport(answer, file, language);
    return config.sealReports ? signer.sealReport(report, language) : report;
  };
  return {
    certificates: anchors.map(({ purpose, sha256, pem }) => ({ name: `certificates/${purpose}-root-${sha256.slice(0, 8)}.cer`, bytes: parsePem(pem)[0] ?? new Uint8Array() })),
    reports: async (signed) => {
      const answer = await validation.validate(signed, dependencies.clock.now());
      return [
        { name: 'report/validation.json', bytes: Buffer.from(JSON.stringify({ file, ...answer }, null, 2)) },
        { name: 'report/validation.xml', bytes: Buffer.from(etsiReport(answer, file)) },
        { name: 'report/validation.sv.pdf', bytes: await asPdf(answer, 'sv') },
        { name: 'report/validation.en.pdf', bytes: await asPdf(answer, 'en') },
      ];
    },
  };
}
