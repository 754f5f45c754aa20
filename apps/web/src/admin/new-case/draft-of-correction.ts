import type { SignRequestView } from '../../api/model/desk.js';
import type { CaseDraft } from './case-draft.js';

const supersedable: readonly string[] = ['awaitingSignatures', 'completed', 'declined', 'expired'];

/** Whether corrected minutes can come instead of a case. The form knows no quorum: a case with one is sent anew by the API alone, so that none is lost. */
export function canBeCorrected({ state, steps, tasks }: SignRequestView): boolean {
  const needsAll = (steps ?? []).every(({ quorum }, index) => quorum === tasks.filter((task) => task.step === index + 1).length);
  return supersedable.includes(state) && needsAll;
}

/** The same people in the same order, as they were named in the case; the file and the correction are the clerk's to give. */
export function draftOfCorrection(view: SignRequestView): CaseDraft {
  return {
    title: view.title,
    bodyId: view.body.id ?? '',
    meetingDate: view.meeting.date,
    registrationNumber: view.registrationNumber ?? '',
    language: view.language,
    senderName: view.sender?.name ?? '',
    senderEmail: view.sender?.email ?? '',
    dueDate: '',
    expiresOn: '',
    authentication: view.authentication,
    supersedes: { requestId: view.id, title: view.title },
    correction: '',
    signatories: view.tasks.map((task, index) => ({
      key: index + 1,
      name: task.name,
      email: task.email,
      role: task.role,
      roleTitle: task.roleTitle ?? '',
      step: String(task.step),
      ...(task.mayRemark === true ? { mayRemark: true } : {}),
    })),
  };
}
