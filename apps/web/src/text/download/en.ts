import type { Translation } from '../catalog.js';
import type { sv } from './sv.js';

export const en: Translation<typeof sv> = {
  title: 'Download the document',
  deadTitle: 'The link does not work',
  lead: 'Everyone has signed. This is the original, with its signatures.',
  button: 'Download PDF ({size})',
  keep: 'Keep the file as it is. If you print it, on paper or to a new PDF, the signatures do not follow.',
  check: 'Check the signatures',
  completedAt: 'Completed',
  fileName: 'File name',
  fingerprint: 'Fingerprint of the file (SHA-256)',
  signatories: 'Have signed',
  withRemark: 'with a remark',
  deadText: 'It may have been replaced by a newer one or have expired. Ask the person who sent the document for it.',
};
