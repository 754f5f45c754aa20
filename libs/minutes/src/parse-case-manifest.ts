import type { CaseManifest, ManifestStep, ManifestTask } from './case-manifest.js';
import { isLanguage } from './language.js';
import { isLevelOfAssurance } from './level-of-assurance.js';
import { ManifestError } from './manifest-error.js';
import { isMeetingDate } from './meeting-date.js';
import { isSignatoryRole } from './roles.js';
import { StrictRecord } from './strict-record.js';

// Bounds that no real case meets: they keep a hostile manifest from costing anything.
const maxCharacters = 1_000_000;
const maxSteps = 200;
const maxTasks = 1_000;

/** Reads version 1 strictly: unknown keys, missing keys and double fields are errors. @throws ManifestError */
export function parseCaseManifest(json: string): CaseManifest {
  if (json.length > maxCharacters) throw new ManifestError('too-large', '');
  const value = parseJson(json);
  if (typeof value === 'object' && value !== null && 'version' in value && value.version !== 1) throw new ManifestError('unknown-version', 'version');
  const record = StrictRecord.of(
    value,
    ['version', 'caseId', 'bodyName', 'originalSha256', 'title', 'registrationNumber', 'meetingDate', 'language', 'requiredLevelOfAssurance', 'steps'],
    '',
    ['rewrittenSha256'],
  );
  const steps = record.list('steps', maxSteps).map((step, index) => parseStep(step, `steps[${String(index)}]`));
  refuseDoubleFields(steps);
  return {
    version: 1,
    caseId: record.text('caseId'),
    bodyName: record.text('bodyName'),
    originalSha256: record.text('originalSha256', { pattern: /^[0-9a-f]{64}$/ }),
    ...(record.has('rewrittenSha256') ? { rewrittenSha256: record.text('rewrittenSha256', { pattern: /^[0-9a-f]{64}$/ }) } : {}),
    title: record.text('title'),
    registrationNumber: record.text('registrationNumber', { emptyAllowed: true }),
    meetingDate: record.is('meetingDate', isMeetingDate),
    language: record.is('language', isLanguage),
    requiredLevelOfAssurance: record.is('requiredLevelOfAssurance', isLevelOfAssurance),
    steps,
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new ManifestError('not-json', '');
  }
}

function parseStep(value: unknown, where: string): ManifestStep {
  const record = StrictRecord.of(value, ['quorum', 'tasks'], where);
  const tasks = record.list('tasks', maxTasks).map((task, index) => parseTask(task, `${where}.tasks[${String(index)}]`));
  return { quorum: record.integer('quorum', 1, tasks.length), tasks };
}

function parseTask(value: unknown, where: string): ManifestTask {
  const record = StrictRecord.of(value, ['field', 'name', 'role', 'roleTitle'], where);
  return {
    field: record.text('field'),
    name: record.text('name'),
    role: record.is('role', isSignatoryRole),
    roleTitle: record.text('roleTitle'),
  };
}

/** One field, one signatory: two tasks on one field could both seem done by one signature. */
function refuseDoubleFields(steps: readonly ManifestStep[]): void {
  const seen = new Set<string>();
  for (const [stepIndex, step] of steps.entries()) {
    for (const [taskIndex, task] of step.tasks.entries()) {
      if (seen.has(task.field)) throw new ManifestError('duplicate-field', `steps[${String(stepIndex)}].tasks[${String(taskIndex)}].field`);
      seen.add(task.field);
    }
  }
}
