import type { ManifestReport, SignatureReport } from './validation-report.js';

/** The role that the manifest gives to whoever rightly signed in a field. */
export function addRoles(signatures: readonly SignatureReport[], manifest: ManifestReport | null): readonly SignatureReport[] {
  const tasks = manifest?.steps.flatMap((step) => step.tasks) ?? [];
  return signatures.map((signature) => {
    const task = tasks.find(({ fieldName, state }) => fieldName === signature.fieldName && state === 'signed');
    if (task === undefined || signature.signatory === null) return signature;
    const { signatory } = signature;
    return { ...signature, signatory: { ...signatory, role: task.role, roleTitle: task.roleTitle, substituteFor: signatory.substituteFor } };
  });
}
