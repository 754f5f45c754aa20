// veraPDF before and after: what we add to a PDF/A or PDF/UA file may fail no rule that the file did not fail before, and none more often; prepared, and
// signed by everyone up to B-LTA. And poppler reads every name out of the result as it was given.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { startSigning } from '../judges/sign-through.mjs';
import { need, run as runTool, verapdfClassPath, work } from '../judges/tools.mjs';
import { askVeraPdf, grownFindings } from '../judges/verapdf.mjs';

const samples = [
  { name: 'sample-1b', options: { conformance: '1b' }, flavours: ['1b'] },
  { name: 'sample-2b', options: { conformance: '2b' }, flavours: ['2b'] },
  { name: 'sample-2a', options: {}, flavours: ['2a', 'ua1'] },
  { name: 'sample-3b', options: { conformance: '3b' }, flavours: ['3b'] },
  { name: 'sample-2a-ua1', options: { accessible: true }, flavours: ['2a', 'ua1'] },
];
/** Real files: PDF/A, or tagged, each judged by what it claims; PDF/UA-1 too wherever it is tagged. */
const realWorld = [
  ['unsigned/dss__not_signed_pdfa.pdf', ['1b']],
  ['unsigned/dss__pdfa2a-rgb.pdf', ['2a', 'ua1']],
  ['unsigned/ph__minimal-pdf-ua-and-a.pdf', ['3b', 'ua1']],
  ['sweden/pdfa/Test_pdfa.pdf', ['2b']],
  ['unsigned/mkl__WordSaveAsPdf.pdf', ['ua1']],
  ['unsigned/ph__minimal-two-fields-tagged.pdf', ['ua1']],
];
const names = ['Bo Lind', 'Åsa Łuczak-Ödegård', '张伟', 'عبد الله محمّد', 'Ελένη Παπαδοπούλου', 'Наталія Шевченко', 'Nguyễn Thị Ánh Tuyết', 'राजेश कुमार शर्मा'];
const steps = [{ signatories: [{ name: names[0], role: 'secretary' }] }, { quorum: 5, signatories: names.slice(1).map((name) => ({ name, role: 'adjuster' })) }];
/** The second signatory is stood in for by somebody whose letters nobody could foresee, and remarks something. */
const extraOf = ({ name }) => (name === 'Signature2' ? { signerName: '李娜', substituteFor: names[1], remark: 'Deltog från § 4.' } : {});

async function inputs(report) {
  const { createSampleMinutes } = await import('#demo');
  const found = [];
  for (const { name, options, flavours } of samples) found.push({ name, flavours, bytes: await createSampleMinutes(options) });
  for (const [file, flavours] of realWorld) {
    const place = path.join(root, '..', 'shared', 'corpus', file);
    const name = path.basename(file, '.pdf');
    if (existsSync(place)) found.push({ name, flavours, bytes: readFileSync(place) });
    else report.notRun(name, 'shared corpus', 'the shared corpus is not beside this checkout');
  }
  return found;
}

export async function run(report) {
  const folder = path.join(work, 'pdf-a');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const signing = await startSigning();
  const subjects = [];
  try {
    for (const { name, flavours, bytes } of await inputs(report)) {
      const { prepared, completed, fields } = await signing.signThrough(bytes, { steps, extraOf });
      const files = {};
      for (const [stage, content] of Object.entries({ original: bytes, prepared, completed })) {
        files[stage] = path.join(folder, `${name}.${stage}.pdf`);
        writeFileSync(files[stage], content);
      }
      subjects.push({ name, flavours, files, firstPage: fields[0].page });
    }
  } finally {
    await signing.stop();
  }
  judgeConformance(report, subjects);
  judgeText(report, subjects);
}

function judgeConformance({ record, notRun }, subjects) {
  if (verapdfClassPath() === undefined) {
    notRun('all files', 'veraPDF', 'Java, Maven or the artifacts of veraPDF cannot be had here');
    return;
  }
  // The judge must be able to say no: the same file with boxes that would not be printed (/F without Print, ISO 19005-2 6.3.2).
  const [{ files: first }] = subjects;
  const control = first.prepared.replace(/\.pdf$/, '.control.pdf');
  writeFileSync(control, Buffer.from(readFileSync(first.prepared, 'latin1').replaceAll('/F 132', '/F 128'), 'latin1'));
  const [flavour] = subjects[0].flavours;
  const questions = [...subjects.flatMap(({ files, flavours }) => Object.values(files).map((file) => ({ file, flavours }))), { file: control, flavours: [flavour] }];
  const answers = askVeraPdf(questions);
  const refused = grownFindings(answers.get(`${flavour} ${first.original}`), answers.get(`${flavour} ${control}`));
  record('control: boxes that do not print', `veraPDF ${flavour}`, refused.length > 0 ? 'passed' : 'failed', refused.length > 0 ? `refused, as it must be: ${refused[0]}` : 'was accepted!');
  for (const { name, flavours, files } of subjects) {
    for (const flavourOfFile of flavours) {
      const before = answers.get(`${flavourOfFile} ${files.original}`);
      if (name.startsWith('sample-') && flavourOfFile !== 'ua1') record(`${name} unsigned`, `veraPDF ${flavourOfFile}`, before.compliant ? 'passed' : 'failed', before.problem ?? (before.compliant ? 'conforms' : `fails ${Object.keys(before.failed).join(', ')}`));
      for (const stage of ['prepared', 'completed']) {
        const after = answers.get(`${flavourOfFile} ${files[stage]}`);
        const problem = before.problem ?? after.problem;
        const grown = problem ? [] : grownFindings(before, after);
        const known = Object.keys(before.failed).length;
        const fine = !problem && grown.length === 0 && after.compliant === before.compliant;
        record(`${name} ${stage}`, `veraPDF ${flavourOfFile}`, fine ? 'passed' : 'failed', problem ?? (grown.length > 0 ? grown.join(' | ') : after.compliant ? 'conforms, like the input' : `no more than the input's own ${known} failed rules`));
      }
    }
  }
}

/** Directional marks that poppler puts around right-to-left text are no part of it. */
const plain = (text) => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').normalize('NFC');

function judgeText({ record, notRun }, subjects) {
  if (!need('pdftotext', 'poppler-utils')) {
    notRun('all files', 'pdftotext', 'poppler is not on this machine and could not be installed');
    return;
  }
  for (const { name, files, firstPage } of subjects) {
    const { stdout } = runTool('pdftotext', ['-f', String(firstPage), '-enc', 'UTF-8', files.completed, '-']);
    const text = plain(stdout);
    // Once in print, once in the signed box: the second signatory's box names the substitute.
    const wrong = names.filter((one) => text.split(plain(one)).length - 1 < 2);
    const others = ['李娜, ersättare för Åsa Łuczak-Ödegård', 'Anmärkning: Deltog från § 4.'].filter((one) => !text.includes(one));
    const missing = [...wrong, ...others];
    record(`${name} completed`, 'pdftotext', missing.length === 0 ? 'passed' : 'failed', missing.length === 0 ? `${names.length} names in seven scripts, in print and in their boxes` : `not read as given: ${missing.join('; ')}`);
  }
}
