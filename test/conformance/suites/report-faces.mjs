// The faces of the validation report before others: every ETSI TS 119 102-2 report against ETSI's own schema (from DSS's jars, xmllint),
// every PDF report before qpdf and, sealed, before pdfsig and our own validator; and before veraPDF.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { dssClassPath, here, need, run, verapdfClassPath, work } from '../judges/tools.mjs';
import { askVeraPdf } from '../judges/verapdf.mjs';

const corpus = path.join(root, '..', 'shared', 'corpus', 'pades');
const folder = path.join(work, 'report-faces');
const cli = (...args) => run(process.execPath, [path.join(root, 'dist/apps/cli/src/main.js'), 'validate', ...args], { cwd: root });

/** The schemas as ETSI publishes them, with their imports pointed at each other instead of at the network. */
function schemas() {
  const target = path.join(folder, 'xsd');
  mkdirSync(target, { recursive: true });
  const lib = path.join(here, 'dss', 'target', 'lib');
  for (const jar of readdirSync(lib).filter((name) => /^specs-(validation-report|xades|xmldsig|trusted-list-v211)-/.test(name))) {
    run('unzip', ['-qo', path.join(lib, jar), 'xsd/*.xsd', '-d', folder]);
  }
  const local = {
    'http://www.w3.org/2000/09/xmldsig#': 'xmldsig-core-schema.xsd',
    'http://uri.etsi.org/01903/v1.3.2#': 'XAdES01903v132-202407.xsd',
    'http://uri.etsi.org/02231/v2#': 'ts_119612v020101_xsd.xsd',
    'http://www.w3.org/XML/1998/namespace': 'xml.xsd',
  };
  for (const name of readdirSync(target)) {
    const file = path.join(target, name);
    const text = readFileSync(file, 'utf8')
      .replace(/<!DOCTYPE[\s\S]*?\]>/u, '')
      .replace(/(<(?:xs|xsd)?:?import\b[^>]*?namespace="([^"]+)")[^>]*?\/>/gu, (whole, start, namespace) => (local[namespace] ? `${start} schemaLocation="${local[namespace]}"/>` : whole));
    writeFileSync(file, text);
  }
  return path.join(target, 'TS119102-2-v141.xsd');
}

function judgeXml({ record, notRun }) {
  if (!need('xmllint', 'libxml2-utils') || !dssClassPath()) return notRun('ETSI reports', 'xmllint', 'xmllint or the jars with ETSI\'s schemas are not on this machine');
  const reports = path.join(folder, 'xml');
  const done = cli(corpus, '--report-xml', reports, '--json');
  const files = existsSync(reports) ? readdirSync(reports).map((name) => path.join(reports, name)) : [];
  const count = JSON.parse(done.stdout).length;
  const checked = run('xmllint', ['--nonet', '--noout', '--schema', schemas(), ...files]);
  const failed = checked.stderr.split('\n').filter((line) => /fails to validate|error/u.test(line));
  const passed = checked.status === 0 && files.length === count && count > 0;
  record(`TS 119 102-2 reports on ${files.length} files of the corpus`, 'xmllint, ETSI schema', passed ? 'passed' : 'failed', failed.slice(0, 3).join(' | ') || `${files.length} valid`);
  const broken = path.join(folder, 'broken.xml');
  writeFileSync(broken, readFileSync(files[0] ?? '', 'utf8').replace('<MainIndication>', '<SubIndication>x</SubIndication><MainIndication>'));
  record('a report with an element out of place', 'xmllint, ETSI schema', run('xmllint', ['--nonet', '--noout', '--schema', schemas(), broken]).status === 0 ? 'failed' : 'passed', 'must be refused');
}

/** A seal's key and certificate for this run only. */
function makeSeal() {
  const [key, certificate, p12] = ['seal.key', 'seal.pem', 'seal.p12'].map((name) => path.join(folder, name));
  run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', certificate, '-days', '30', '-subj', '/C=SE/O=Test body/organizationIdentifier=NTRSE-0000000000/CN=Test body seal',
    '-addext', 'keyUsage=critical,digitalSignature,nonRepudiation']);
  run('openssl', ['pkcs12', '-export', '-inkey', key, '-in', certificate, '-passout', 'pass:once', '-out', p12]);
  return { p12, certificate };
}

function judgePdf({ record, notRun }) {
  const file = path.join(corpus, readdirSync(corpus).find((name) => name.startsWith('itext__')) ?? '');
  const plain = path.join(folder, 'report.pdf');
  const sealed = path.join(folder, 'sealed.pdf');
  const { p12, certificate } = makeSeal();
  cli(file, '--report-pdf', plain);
  cli(file, '--report-pdf', sealed, '--seal-p12', p12, '--seal-passphrase', 'once', '--language', 'sv');
  if (need('qpdf', 'qpdf')) for (const pdf of [plain, sealed]) record(path.basename(pdf), 'qpdf', run('qpdf', ['--check', pdf]).status === 0 ? 'passed' : 'failed', '--check');
  else notRun('PDF reports', 'qpdf', 'qpdf is not on this machine');
  if (need('pdfsig', 'poppler-utils')) record('sealed.pdf', 'pdfsig', /Signature is Valid/u.test(run('pdfsig', ['-nocert', sealed]).stdout) ? 'passed' : 'failed', 'the seal');
  else notRun('sealed.pdf', 'pdfsig', 'pdfsig is not on this machine');
  const own = JSON.parse(cli(sealed, '--trust', certificate, '--json').stdout || '{}');
  const [seal] = own.signatures ?? [];
  const holds = own.signatures?.length === 1 && seal.kind === 'seal' && seal.integrity === 'intact' && seal.coversWholeDocument === true && seal.trust.status === 'trusted';
  record('sealed.pdf', 'justera validate', holds ? 'passed' : 'failed', `${own.document?.status}, ${seal?.kind}, ${seal?.indication}, ${seal?.level}`);
}

/** Every tenth file of the corpus, in both languages by turns, and a sealed report: PDF/A-2b is what they claim. */
function judgePdfA({ record, notRun }) {
  if (verapdfClassPath() === undefined) return notRun('PDF reports', 'veraPDF', 'Java, Maven or the artifacts of veraPDF cannot be had here');
  const subjects = readdirSync(corpus).filter((name) => name.endsWith('.pdf')).filter((_, index) => index % 10 === 0).map((name) => path.join(corpus, name));
  const folders = ['sv', 'en'].map((language, turn) => {
    const target = path.join(folder, `pdf-${language}`);
    cli(...subjects.filter((_, index) => index % 2 === turn), '--report-pdf', target, '--language', language, '--json');
    return target;
  });
  const reports = [...folders.flatMap((target) => readdirSync(target).map((name) => path.join(target, name))), path.join(folder, 'sealed.pdf')];
  const control = path.join(folder, 'control.pdf');
  writeFileSync(control, Buffer.from(readFileSync(path.join(folder, 'report.pdf'), 'latin1').replaceAll('/F 132', '/F 128'), 'latin1'));
  const answers = askVeraPdf([...reports, control].map((file) => ({ file, flavours: ['2b'] })));
  const faults = reports.filter((file) => answers.get(`2b ${file}`)?.compliant !== true).map((file) => `${path.basename(file)}: ${answers.get(`2b ${file}`)?.problem ?? Object.keys(answers.get(`2b ${file}`)?.failed ?? {}).join(', ')}`);
  const isFine = faults.length === 0 && reports.length === subjects.length + 1;
  record(`${reports.length} PDF reports, one of them sealed`, 'veraPDF 2b', isFine ? 'passed' : 'failed', faults.slice(0, 3).join(' | ') || 'conform');
  record('control: a report whose field would not be printed', 'veraPDF 2b', answers.get(`2b ${control}`)?.compliant === false && answers.get(`2b ${control}`)?.problem === undefined ? 'passed' : 'failed', 'must be refused');
}

async function judgeFaces(report) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (!existsSync(corpus)) return report.notRun('report faces', 'shared corpus', 'the shared corpus is not beside this checkout');
  judgeXml(report);
  judgePdf(report);
  judgePdfA(report);
}

export { judgeFaces as run };
