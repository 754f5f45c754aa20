import { need, run } from './tools.mjs';

/** qpdf --check: the structure must be clean, without a warning. */
export const qpdf = {
  name: 'qpdf',
  structureOnly: true,
  available: () => need('qpdf', 'qpdf'),
  judge(file) {
    const { status, stdout, stderr } = run('qpdf', ['--check', file]);
    return { passed: status === 0, detail: status === 0 ? 'no syntax or stream encoding errors' : (stdout + stderr).trim().split('\n').slice(-2).join(' | ') };
  },
};

/** mutool sign -v: the digest of every signature. It does not know document timestamps, and its trust store is not ours: both reported only. */
export const mutool = {
  name: 'mutool',
  available: () => need('mutool', 'mupdf-tools'),
  judge(file) {
    const { stdout, stderr } = run('mutool', ['sign', '-v', file]);
    const blocks = (stdout + stderr).split(/^Verifying signature \d+:/m).slice(1);
    const signed = blocks.filter((block) => !/Signature is not signed/.test(block));
    const good = signed.filter((block) => /The signature is valid but there have been edits|The document is unchanged since signing/.test(block));
    return { passed: signed.length > 0 && good.length === signed.length, detail: `${good.length} of ${signed.length} digests right, ${blocks.length - signed.length} document timestamps not judged by mutool` };
  },
};
