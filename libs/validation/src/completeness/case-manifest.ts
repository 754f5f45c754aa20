/**
 * The case manifest as the validator reads it. This is not the signer's parser on purpose: the validator believes nobody
 * (DESIGN.md, promise 4), needs only the fields below, and must survive anything.
 */
export interface ReadManifest {
  readonly caseId: string;
  readonly bodyName: string;
  readonly title: string;
  readonly registrationNumber: string;
  readonly meetingDate: string;
  readonly language: 'sv' | 'en';
  readonly requiredLevelOfAssurance: string | null;
  readonly originalSha256: string;
  readonly steps: readonly ReadStep[];
}

export interface ReadStep {
  readonly quorum: number;
  readonly tasks: readonly ReadTask[];
}

export interface ReadTask {
  readonly field: string;
  readonly name: string;
  readonly role: string;
  readonly roleTitle: string | null;
}

const maxManifestCharacters = 1_000_000;
const maxTasks = 1_000;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  return typeof value === 'string' ? value : undefined;
}

function readTask(value: unknown): ReadTask | undefined {
  if (!isFields(value)) return undefined;
  const field = text(value, 'field');
  const name = text(value, 'name');
  const role = text(value, 'role');
  if (field === undefined || name === undefined || role === undefined || name.trim() === '') return undefined;
  return { field, name, role, roleTitle: text(value, 'roleTitle') ?? null };
}

function readStep(value: unknown): ReadStep | undefined {
  if (!isFields(value) || !Array.isArray(value['tasks'])) return undefined;
  const tasks = value['tasks'].map(readTask);
  const quorum = value['quorum'] ?? tasks.length;
  if (tasks.some((task) => task === undefined) || tasks.length === 0) return undefined;
  if (typeof quorum !== 'number' || !Number.isInteger(quorum) || quorum < 1 || quorum > tasks.length) return undefined;
  return { quorum, tasks: tasks.filter((task) => task !== undefined) };
}

/** Returns undefined for anything that is not a manifest of a version we know: completeness is then `unknown`. */
export function readManifestJson(json: string): ReadManifest | undefined {
  if (json.length > maxManifestCharacters) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isFields(value) || value['version'] !== 1 || !Array.isArray(value['steps'])) return undefined;
  const steps = value['steps'].map(readStep).filter((step) => step !== undefined);
  const fields = steps.flatMap((step) => step.tasks.map((task) => task.field));
  if (steps.length === 0 || steps.length !== value['steps'].length || fields.length > maxTasks) return undefined;
  // Two tasks on one field would let one signature count twice.
  if (new Set(fields).size !== fields.length) return undefined;
  return {
    caseId: text(value, 'caseId') ?? '',
    bodyName: text(value, 'bodyName') ?? '',
    title: text(value, 'title') ?? '',
    registrationNumber: text(value, 'registrationNumber') ?? '',
    meetingDate: text(value, 'meetingDate') ?? '',
    language: value['language'] === 'en' ? 'en' : 'sv',
    requiredLevelOfAssurance: text(value, 'requiredLevelOfAssurance') ?? null,
    originalSha256: text(value, 'originalSha256') ?? '',
    steps,
  };
}
