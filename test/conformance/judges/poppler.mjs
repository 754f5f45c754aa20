import { need, run } from './tools.mjs';

/** pdfsig (poppler): every approval signature must say "Signature is Valid". Its certificate line judges the chain *now*: reported only. */
export const poppler = {
  name: 'pdfsig',
  available: () => need('pdfsig', 'poppler-utils'),
  judge(file) {
    const { stdout, status } = run('pdfsig', ['-nocert', file]);
    const blocks = stdout.split(/^Signature #\d+:/m).slice(1).filter((block) => !/form field is not signed/.test(block));
    const ours = blocks.filter((block) => !/Unimplemented Feature|Signature Type: (unknown|ETSI\.RFC3161)/.test(block));
    const valid = ours.filter((block) => /Signature Validation: Signature is Valid\./.test(block)).length;
    const passed = status === 0 && ours.length > 0 && valid === ours.length;
    return { passed, detail: `${valid} of ${ours.length} signatures valid, ${blocks.length - ours.length} document timestamps not judged by poppler` };
  },
};
