import type { Language } from '#minutes';
import type { LoadedCase } from '../case/load-case.js';

/** What every mail says about the case. */
export function mailCaseOf({ body, meeting, request }: LoadedCase): {
  language: Language;
  bodyName: string;
  title: string;
  meetingDate: string;
  registrationNumber: string;
  pageCount: number;
} {
  return {
    language: request.language,
    bodyName: body.displayName,
    title: request.title,
    meetingDate: meeting.meetingDate,
    registrationNumber: request.registrationNumber,
    pageCount: request.pageCount,
  };
}

export function senderOf({ request }: LoadedCase): { name: string } {
  return { name: request.senderName };
}
