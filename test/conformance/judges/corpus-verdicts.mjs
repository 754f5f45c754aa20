// What each judge says of other people's files, trust left aside: accepted, open, refused, unsigned. One process a judge for all files.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dssClassPath, here, pyhankoPython, run } from './tools.mjs';
import { writePolicy } from './dss.mjs';

const nobody = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };
/** Reasons that leave a document open because of what came after a signature, not because of trust. */
const openReasons = new Set(['visible-field-added-after-signing', 'form-filled-after-signing', 'annotated-after-signing', 'may-hide-signed-content', 'changes-unknown', 'algorithm-unsupported', 'bytes-before-header']);

/** @returns a verdict for the bytes alone: neither name nor hash of the file is known to it */
export function ourVerdict({ validate, defaultPolicy }, bytes, at) {
  const started = performance.now();
  const { document, signatures } = validate(bytes, nobody, defaultPolicy, at);
  const milliseconds = performance.now() - started;
  const why = document.reasons.filter((reason) => !/^(no-trust-anchors|issuer-not-trusted|timestamp-(missing|untrusted)|not-baseline|claimed-time-missing|revocation-.*|no-signatures)$/.test(reason)).join(', ');
  const isRefused = document.status === 'not-valid' || document.status === 'unreadable' || signatures.some(({ integrity, changesAfter }) => integrity === 'broken' || changesAfter === 'forbidden');
  const isOpen = signatures.some(({ changesAfter }) => changesAfter === 'unknown') || document.reasons.some((reason) => openReasons.has(reason));
  const verdict = isRefused ? 'refused' : signatures.length === 0 ? 'unsigned' : isOpen ? 'open' : 'accepted';
  return { verdict, why, milliseconds, status: document.status, reasons: document.reasons, changesAfter: signatures.map(({ changesAfter }) => changesAfter), integrity: signatures.map(({ integrity }) => integrity) };
}

function linesOf({ stdout }) {
  return stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

/** @returns {Map<string, {verdict: string, why: string}> | undefined} by path; undefined when pyHanko is not there */
export function pyhankoVerdicts(files) {
  const python = pyhankoPython();
  if (python === undefined) return undefined;
  return new Map(linesOf(run(python, [path.join(here, 'judges', 'pyhanko_corpus.py'), ...files])).map(({ file, verdict, why }) => [file, { verdict, why }]));
}

/** @param policy `default`, or `strict` for the one of dss/policy-differences.json */
export function dssVerdicts(files, policy) {
  const classPath = dssClassPath();
  if (classPath === undefined) return undefined;
  const done = run('java', ['-cp', classPath, 'justera.DssJudge', policy === 'default' ? 'default' : writePolicy(classPath), path.join(here, 'no-anchors'), ...files]);
  // One line a file, in their order: names may be the same in two folders.
  return new Map(linesOf(done).map((report, index) => [files[index], dssVerdict(report)]));
}

function dssVerdict({ signatures, timestamps, problem }) {
  if (problem !== undefined) return { verdict: 'refused', why: problem.split(':')[0].split('.').at(-1) };
  const failed = signatures.filter(({ indication }) => indication === 'TOTAL_FAILED').map(({ subIndication }) => subIndication);
  const stamps = timestamps.filter(({ imprintIntact, intact }) => !imprintIntact || !intact).map(() => 'timestamp not intact');
  const faults = [...new Set([...failed, ...stamps])];
  if (faults.length > 0) return { verdict: 'refused', why: faults.join(', ') };
  return { verdict: signatures.length + timestamps.length === 0 ? 'unsigned' : 'accepted', why: '' };
}

/** The rows of the shared corpus; undefined when it is not beside this checkout. */
export function corpusRows(corpus) {
  try {
    return readFileSync(path.join(corpus, 'index.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t')).map(([file, , category, must]) => ({ file, category, must })).filter(({ file }) => file.endsWith('.pdf'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
