// Ways through `justera prepare`, `sign` and `extend` that no corpus row takes: a broken file rewritten, a field that comes into a file of others together
// with its signature, keys for RSASSA-PSS alone (BB-19). All judges on what comes out; what must be refused is, by its code.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { judgeAll, presentJudges } from '../judges/all.mjs';
import { need, run as call, work } from '../judges/tools.mjs';
import { justera, must } from '../signing/command-line.mjs';
import { startTrustWorld } from '../signing/trust-world.mjs';

const folder = path.join(work, 'signing-paths');
const at = (name) => path.join(folder, name);
const address = 'https://justera.example/validate';
const pss = (hash, saltLength, mask = hash) => ['rsa-pss', { modulusLength: 3072, hashAlgorithm: hash, mgf1HashAlgorithm: mask, saltLength }];

const people = [
  { name: 'Eva Kurt', key: ['ec', { namedCurve: 'P-256' }], options: [] },
  { name: 'Anna Fält', key: ['rsa', { modulusLength: 3072 }], options: [] },
  { name: 'Per Salt', key: pss('sha256', 32), options: [] },
  { name: 'Ida Salt', key: pss('sha384', 48), options: [] },
  { name: 'Ulf Salt', key: ['rsa-pss', { modulusLength: 3072 }], options: [] },
  { name: 'Olle Gammal', key: pss('sha1', 20), options: [] },
];

/** A one-page file, and one with an empty invisible field of somebody else's. */
async function makeInputs() {
  const { PDFDocument, PDFString, StandardFonts } = await import('pdf-lib');
  for (const [name, field] of [['whole.pdf', undefined], ['foreign.pdf', 'Theirs']]) {
    const document = await PDFDocument.create();
    const font = await document.embedFont(StandardFonts.Helvetica);
    document.addPage([595, 842]).drawText('Protokoll 27 mars 2026', { x: 50, y: 700, font });
    if (field !== undefined) document.getForm().acroForm.addField(document.context.register(document.context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: PDFString.of(field), F: 132, Rect: [0, 0, 0, 0] })));
    writeFileSync(at(name), await document.save({ useObjectStreams: false }));
  }
  const whole = readFileSync(at('whole.pdf'), 'latin1');
  writeFileSync(at('broken.pdf'), whole.replace(/startxref\n(\d+)/u, (_, offset) => `startxref\n${Number(offset) + 7}`), 'latin1');
}

async function prepare(input, output, names, ...more) {
  writeFileSync(at('list.json'), JSON.stringify(names.map((name, index) => ({ name, email: `p${index}@exempel.example`, role: 'participant' }))));
  return JSON.parse(await must(['prepare', at(input), '--signatories', at('list.json'), '-o', at(output), '--json', '--validation-url', address, ...more])).fields.map(({ name }) => name);
}

const who = (world, name) => ['--p12', world.p12[people.findIndex((person) => person.name === name)]];
const sign = (world, name, field, input, output) => must(['sign', at(input), '--field', field, ...who(world, name), '--tsa', world.tsa, '--trust', world.anchors, '-o', at(output)], { JUSTERA_PASSPHRASE: 'hemlig' });
const extend = (world, input, output) => must(['extend', at(input), '--level', 'B-LTA', '--tsa', world.tsa, '--trust', world.anchors, '--allow-host', world.allow, '-o', at(output)]);
const subject = ({ anchors }, name, level = 'LTA') => ({ subject: `signing-paths${name.startsWith('pss') ? '-pss' : ''}/${name}`, file: at(name), anchors, level: `PAdES-BASELINE-${level}` });

/** Rewritten, prepared, signed, completed; qpdf, which judges the broken file too, must find nothing in the result. */
async function repaired({ record, notRun }, world) {
  if (need('qpdf', 'qpdf')) {
    const before = call('qpdf', ['--check', at('broken.pdf')]);
    record('signing-paths/broken.pdf', 'qpdf', before.status === 0 ? 'failed' : 'passed', 'found broken, as it must be');
  } else notRun('signing-paths/broken.pdf', 'qpdf', 'qpdf cannot be had');
  const [field] = await prepare('broken.pdf', 'repaired.prepared.pdf', ['Eva Kurt'], '--repair');
  await sign(world, 'Eva Kurt', field, 'repaired.prepared.pdf', 'repaired.t.pdf');
  await extend(world, 'repaired.t.pdf', 'repaired.lta.pdf');
  return [subject(world, 'repaired.t.pdf', 'T'), subject(world, 'repaired.lta.pdf')];
}

/** Somebody else signed before: no page, no empty field; each field comes with its signature. */
async function addedField(_report, world) {
  await sign(world, 'Eva Kurt', 'Theirs', 'foreign.pdf', 'theirs.pdf');
  const [field] = await prepare('theirs.pdf', 'theirs.prepared.pdf', ['Anna Fält']);
  await sign(world, 'Anna Fält', field, 'theirs.prepared.pdf', 'added.t.pdf');
  await extend(world, 'added.t.pdf', 'added.lta.pdf');
  return [subject(world, 'added.t.pdf', 'T'), subject(world, 'added.lta.pdf')];
}

/** Three keys for RSASSA-PSS alone: for SHA-256, for SHA-384, and for what one likes. */
async function restrictedKeys(_report, world) {
  const names = ['Per Salt', 'Ida Salt', 'Ulf Salt'];
  const fields = await prepare('whole.pdf', 'pss.0.pdf', names);
  for (const [index, name] of names.entries()) await sign(world, name, fields[index], `pss.${index}.pdf`, `pss.${index + 1}.pdf`);
  await extend(world, 'pss.3.pdf', 'pss.lta.pdf');
  // The level of one file after another: sign does both in one step.
  await must(['sign', at('pss.0.pdf'), '--field', fields[1], ...who(world, 'Ida Salt'), '--level', 'B-LTA', '--tsa', world.tsa, '--trust', world.anchors, '--allow-host', world.allow, '-o', at('pss-at-once.lta.pdf')], { JUSTERA_PASSPHRASE: 'hemlig' });
  return [subject(world, 'pss.3.pdf', 'T'), subject(world, 'pss.lta.pdf'), subject(world, 'pss-at-once.lta.pdf')];
}

async function refusals({ record }, world) {
  for (const [what, code, args] of [
    ['a key for SHA-1 alone', 'key-unsupported', ['sign', at('pss.0.pdf'), '--field', 'Signature1', ...who(world, 'Olle Gammal'), '-o', at('never.pdf')]],
    ['a repair that would lose a signature', 'input-refused', ['prepare', at('hopeless.pdf'), '--signatories', at('list.json'), '--repair', '-o', at('never.pdf'), '--validation-url', address]],
  ]) {
    const { code: status, stdout, stderr } = await justera(args, { JUSTERA_PASSPHRASE: 'hemlig' });
    const right = status === 65 && stdout === '' && stderr.includes(`: ${code}: `) && !existsSync(at('never.pdf'));
    record(`signing-paths: ${what}`, 'refused', right ? 'passed' : 'failed', right ? code : `exit ${status}: ${stderr.trim()}`);
  }
  return [];
}

export async function run(report) {
  const present = presentJudges(report);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await makeInputs();
  writeFileSync(at('hopeless.pdf'), readFileSync(at('broken.pdf'), 'latin1').replace('endobj', 'endobj\n90 0 obj\n<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>\nendobj'), 'latin1');
  const world = await startTrustWorld(at('world'), people);
  const subjects = [];
  try {
    for (const way of [repaired, addedField, restrictedKeys, refusals]) {
      try {
        subjects.push(...(await way(report, world)));
      } catch (error) {
        report.record(`signing-paths: ${way.name}`, 'made', 'failed', error.message);
      }
    }
  } finally {
    await world.stop();
  }
  judgeAll(report, present, subjects);
}
