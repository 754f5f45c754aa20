// The signing engine from the command line on the shared corpus: every `sign` row prepared, signed by three in turn to B-T (an RSA key, an EC key, a
// one-time key), then completed to B-LTA; a hundred signatories on one file; every `refuse` row refused with its code. Others judge each file.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { work } from '../judges/tools.mjs';
import { judgeAll, presentJudges } from '../judges/all.mjs';
import { each, justera, must } from '../signing/command-line.mjs';
import { startTrustWorld } from '../signing/trust-world.mjs';

const corpus = path.join(root, '..', 'shared', 'corpus');
const folder = path.join(work, 'signing');
const address = 'https://justera.example/validate';

/** Empty fields of somebody else's making, which are signed as they are (PF-19). */
const foreignFields = { 'ph__minimal-two-fields': 'Sig2', 'ph__minimal-one-field-indir-annots': 'SigOld', 'ph__minimal-two-fields-tagged': 'Sig1', dss__documentEmptySignature: 'signature', dss__unsignedPDFWithSignatureFieldButInvisible: 'Signature1' };

/** Why a file is refused: spec/pades.md "Refuse for signing". A new `refuse` row of the corpus needs its line here. */
const refusalCodes = {
  'ph__minimal-startxref-obo1': 'broken-xref',
  'ph__minimal-badxref': 'broken-xref', 'ph__minimal-startxref-hopeless': 'broken-xref', 'ph__minimal-rc4': 'encrypted', 'ph__page-tree-direct-kid': 'broken-page-tree',
  'ph__form-tree-circular-ref-input': 'circular-tree', 'dss__EmptyPage-corrupted': 'broken-xref', dss__edition_protected_signing_allowed_no_field: 'encrypted', 'qpdf__append-xref-loop': 'broken-xref',
  'qpdf__xref-with-short-size': 'broken-xref', pdfjs__xref_command_missing: 'broken-xref',
};

const signatories = [
  { name: 'Rut Sand', email: 'rut@exempel.example', role: 'secretary', step: 1 },
  { name: 'Eva Kurt', email: 'eva@exempel.example', role: 'chair', step: 2 },
  { name: 'Łukasz Öst', email: 'lukasz@exempel.example', role: 'adjuster', step: 2 },
];

function corpusRows() {
  const lines = readFileSync(path.join(corpus, 'index.tsv'), 'utf8').split('\n').slice(1).map((line) => line.split('\t'));
  const rows = lines.filter(([file, , , rule]) => file?.startsWith('unsigned/') && rule !== undefined);
  return rows.map(([file, , , rule]) => ({ file: path.join(corpus, file), name: path.basename(file, '.pdf'), rule }));
}

/** Who signs which field: two keys of their own, and one made for the moment. */
function signers(world) {
  const own = (file) => ({ args: ['--p12', file], env: { JUSTERA_PASSPHRASE: 'hemlig' } });
  return [own(world.p12[0]), own(world.p12[1]), { args: ['--one-time', world.issuing], env: { JUSTERA_PASSPHRASE: world.passphrase } }];
}

const sign = (world, { args, env }, input, field, output) => must(['sign', input, '--field', field, ...args, '--tsa', world.tsa, '--trust', world.anchors, '-o', output], env);
const extend = (world, input, output) => must(['extend', input, '--level', 'B-LTA', '--tsa', world.tsa, '--trust', world.anchors, '--allow-host', world.allow, '-o', output]);

async function prepareFile(input, output, list) {
  const prepared = await must(['prepare', input, '--signatories', list, '-o', output, '--json', '--title', 'Protokoll', '--body', 'Nämnden', '--meeting-date', '2026-03-27', '--validation-url', address]);
  return JSON.parse(prepared).fields;
}

/** Three signatures and the completion of one row; the files to be judged, or none when a step failed. */
async function threeSign({ record }, world, { file, name }) {
  const at = (stage) => path.join(folder, `${name}.${stage}.pdf`);
  try {
    const fields = await prepareFile(file, at('prepared'), path.join(folder, 'three.json'));
    let head = at('prepared');
    for (const [index, signer] of signers(world).entries()) {
      const next = at(index === 2 ? 't' : `${index + 1}`);
      await sign(world, signer, head, fields[index].name, next);
      head = next;
    }
    await extend(world, head, at('lta'));
    const [before, after] = [readFileSync(file), readFileSync(at('lta'))];
    if (!after.subarray(0, before.length).equals(before)) throw new Error('the uploaded bytes are no prefix of the result');
    record(`signing-${name}`, 'signed by three', 'passed', `${fields.length} fields, ${after.length - before.length} bytes added`);
    return [subject(world, `signing-${name}/t`, at('t'), 'T'), subject(world, `signing-${name}/lta`, at('lta'), 'LTA')];
  } catch (error) {
    record(`signing-${name}`, 'signed by three', 'failed', error.message);
    return [];
  }
}

function subject({ anchors }, name, file, level) {
  return { subject: name, file, anchors, level: `PAdES-BASELINE-${level}` };
}

async function foreignField({ record }, world, { file, name }) {
  const field = foreignFields[name];
  if (field === undefined) return [];
  const [signed, output] = ['own.t', 'own.lta'].map((stage) => path.join(folder, `${name}.${stage}.pdf`));
  try {
    await sign(world, signers(world)[1], file, field, signed);
    await extend(world, signed, output);
    record(`field-${name}`, 'field of others', 'passed', field);
    return [subject(world, `field-${name}/lta`, output, 'LTA')];
  } catch (error) {
    record(`field-${name}`, 'field of others', 'failed', error.message);
    return [];
  }
}

async function refusal({ record }, { file, name }) {
  const output = path.join(folder, `${name}.refused.pdf`);
  const { code, stdout, stderr } = await justera(['prepare', file, '--signatories', path.join(folder, 'three.json'), '-o', output, '--validation-url', address]);
  const expected = refusalCodes[name];
  const right = code === 65 && stdout === '' && expected !== undefined && stderr.includes(`refusal: ${expected}`) && !existsSync(output);
  record(`refuse-${name}`, 'refused', right ? 'passed' : 'failed', right ? expected : `exit ${code}, wanted ${expected}: ${stderr.trim()}`);
}

/** A hundred on one file, each with a one-time key, one behind the other. */
async function hundred({ record }, world, input) {
  const at = (stage) => path.join(folder, `hundred.${stage}.pdf`);
  const people = Array.from({ length: 100 }, (_, index) => ({ name: `Person ${String.fromCharCode(65 + (index % 26))} Nummer${index + 1}`, email: `p${index}@exempel.example`, role: 'participant' }));
  writeFileSync(path.join(folder, 'hundred.json'), JSON.stringify(people));
  try {
    const fields = await prepareFile(input, at('prepared'), path.join(folder, 'hundred.json'));
    let head = at('prepared');
    for (const [index, { name }] of fields.entries()) {
      const next = at(`s${index % 2}`);
      await sign(world, signers(world)[2], head, name, next);
      head = next;
    }
    await extend(world, head, at('lta'));
    record('signing-hundred', 'signed by a hundred', 'passed', `${fields.length} fields, ${readFileSync(at('lta')).length} bytes`);
    return [subject(world, 'signing-hundred/lta', at('lta'), 'LTA')];
  } catch (error) {
    record('signing-hundred', 'signed by a hundred', 'failed', error.message);
    return [];
  }
}

export async function run(report) {
  const present = presentJudges(report);
  if (!existsSync(path.join(corpus, 'index.tsv'))) {
    report.notRun('signing', 'shared corpus', 'the shared corpus is not beside this checkout');
    return;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'three.json'), JSON.stringify(signatories));
  const world = await startTrustWorld(path.join(folder, 'world'));
  const rows = corpusRows();
  const toSign = rows.filter(({ rule }) => rule === 'sign');
  const subjects = [];
  try {
    const [many, each3] = await Promise.all([
      hundred(report, world, path.join(corpus, 'unsigned', 'dss__not_signed_pdfa.pdf')),
      each(toSign, 2, async (row) => [...(await threeSign(report, world, row)), ...(await foreignField(report, world, row))]),
    ]);
    subjects.push(...each3.flat(), ...many);
    await each(rows.filter(({ rule }) => rule !== 'sign'), 2, (row) => refusal(report, row));
  } finally {
    await world.stop();
  }
  judgeAll(report, present, subjects);
}
