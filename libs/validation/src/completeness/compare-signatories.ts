import type { Completeness, ManifestReport, SignatureReport } from '../report/validation-report.js';
import type { ReadManifest, ReadStep, ReadTask } from './case-manifest.js';
import { isExpectedSignatory } from './person-name.js';

export interface Comparison {
  readonly complete: Completeness;
  readonly report: ManifestReport;
  readonly hasMismatch: boolean;
}

type TaskReport = ManifestReport['steps'][number]['tasks'][number];

/**
 * Who should have signed against who did. A signature counts when it lies in the field meant for it, is intact and not
 * failed, and its certificate names the person (A-33 in spirit: one person's signature in another's slot). Whether the
 * names are true depends on the issuer: with one we do not know, completeness stays unknown.
 */
export function compareSignatories(manifest: ReadManifest, signatures: readonly SignatureReport[], originalFound: boolean | null): Comparison {
  const steps = manifest.steps.map((step) => compareStep(step, signatures));
  const tasks = steps.flatMap((step) => step.tasks);
  const counted = signatures.filter(({ fieldName }) => tasks.some((task) => task.state === 'signed' && task.fieldName === fieldName));
  const fulfilled = steps.every((step) => step.fulfilled);
  const hasMismatch = tasks.some(({ state }) => state === 'mismatch');
  const complete: Completeness = !fulfilled || hasMismatch ? 'no' : counted.every(({ trust }) => trust.status !== 'untrusted') ? 'yes' : 'unknown';
  const { caseId, bodyName, title, registrationNumber, meetingDate, language, requiredLevelOfAssurance, originalSha256 } = manifest;
  return {
    complete,
    hasMismatch,
    report: {
      caseId, bodyName, title, registrationNumber, meetingDate, language, requiredLevelOfAssurance, originalSha256, originalFound,
      required: manifest.steps.reduce((sum, step) => sum + step.quorum, 0),
      signed: tasks.filter(({ state }) => state === 'signed').length,
      steps,
    },
  };
}

function compareStep(step: ReadStep, signatures: readonly SignatureReport[]): ManifestReport['steps'][number] {
  const tasks = step.tasks.map((task) => compareTask(task, signatures));
  return { quorum: step.quorum, fulfilled: tasks.filter(({ state }) => state === 'signed').length >= step.quorum, tasks };
}

function compareTask(task: ReadTask, signatures: readonly SignatureReport[]): TaskReport {
  const { name, role, roleTitle } = task;
  const base = { fieldName: task.field, name, role, roleTitle };
  const signature = signatures.find(({ fieldName, kind }) => fieldName === task.field && kind !== 'documentTimestamp');
  if (signature === undefined) return { ...base, state: 'missing', signedBy: null };
  if (signature.integrity === 'broken' || signature.signatory === null) return { ...base, state: 'broken', signedBy: null };
  if (!isExpectedSignatory(signature.signatory.name, name)) return { ...base, state: 'mismatch', signedBy: signature.signatory.name };
  return { ...base, state: 'signed', signedBy: null };
}
