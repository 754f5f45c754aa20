// Every `intact` row of the corpus, judged with the top of its own chain as anchor at its own time: `valid`, or a reason with its clause. What is found is
// docs/spec/intact-corpus.md, drawn by `INTACT_TABLE=write npm run conformance -- corpus-trust` and compared without the variable.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';

const corpus = path.join(root, '..', 'shared', 'corpus');
const page = path.join(root, 'docs/spec/intact-corpus.md');

export async function run(report) {
  const index = path.join(corpus, 'index.tsv');
  if (!existsSync(index)) {
    report.notRun('intact rows', 'shared corpus', 'the shared corpus is not beside this checkout');
    return;
  }
  const { judgeByItsOwnTop } = await import('../judges/own-top.mjs');
  const rows = [];
  for (const [file] of readFileSync(index, 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t')).filter(([, , , must]) => must === 'intact')) {
    const row = { name: path.basename(file), ...(await judgeByItsOwnTop(path.join(corpus, file))) };
    rows.push(row);
    const { strict, lenient } = row;
    const isFine = strict.status !== 'not-valid' && strict.isExplained && lenient.isExplained;
    report.record(row.name, 'own top certificate', isFine ? 'passed' : 'failed', `${strict.status}: ${strict.reasons.join('; ')} | revocation not asked: ${lenient.status}: ${lenient.reasons.join('; ')}`);
  }
  if (process.env.INTACT_TABLE === 'write') writeFileSync(page, draw(rows));
  const isSame = existsSync(page) && readFileSync(page, 'utf8') === draw(rows);
  report.record('docs/spec/intact-corpus.md', 'own top certificate', isSame ? 'passed' : 'failed', isSame ? 'is what was found' : 'differs from what was found: INTACT_TABLE=write npm run conformance -- corpus-trust');
}

function draw(rows) {
  const valid = (which) => rows.filter((row) => row[which].status === 'valid').length;
  const cell = ({ status, reasons }) => [status, ...reasons].join('<br>');
  return [
    '# Intact files of others: what keeps them from valid',
    '',
    'Each `intact` row of the corpus, judged with the top certificates of its own chains as anchors, at the latest time the file itself knows (a timestamp, else a claimed signing',
    'time). Drawn by `INTACT_TABLE=write npm run conformance -- corpus-trust`; the suite compares the page with what it finds.',
    '',
    `${rows.length} files: ${valid('strict')} valid under the default policy, ${valid('lenient')} when missing revocation data is accepted. Every other one has its reasons, with sub-indication and clause:`,
    '',
    '- **revocation-unknown, revocation-stale**: the file carries no revocation data for a certificate that has neither noRevAvail nor short-term extension, or only such as is older than the',
    '  signature (iText\'s test data of the year 2000 are older than the certificates); nothing is fetched. EN 319 102-1 5.2.5: TRY_LATER.',
    '- **signing-certificate-not-bound**: `adbe.pkcs7.detached` without the ESS attribute: another certificate with the same key and name could stand in its place. EN 319 102-1 5.2.3: NO_SIGNING_CERTIFICATE_FOUND.',
    '- **certificate-expired**: signed after the end of the certificate by its own claim, without a timestamp. EN 319 102-1 5.2.6: OUT_OF_BOUNDS_NO_POE.',
    '- **visible-field-added-after-signing**: a later signature brought a visible field of its own (A-19): every signature passes, the document is left open; the policy `visibleSignatureFields` decides.',
    '',
    '| file | time | default policy | missing revocation data accepted |',
    '|---|---|---|---|',
    ...rows.map(({ name, at, strict, lenient }) => `| ${name} | ${at} | ${cell(strict)} | ${cell(lenient)} |`),
    '',
  ].join('\n');
}
