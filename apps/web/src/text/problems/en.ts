import type { Translation } from '../catalog.js';
import type { sv } from './sv.js';

export const en: Translation<typeof sv> = {
  heading: 'That did not work',
  reference: 'Error number: {reference}. Please give it if you contact us.',
  codes: {
    network: {
      detail: 'We cannot reach the server.',
      advice: 'Check your connection and try again. Nothing has been lost.',
    },
    unexpected: {
      detail: 'Something went wrong on our side.',
      advice: 'Try again in a while. If that does not help, call the person who asked you.',
    },
    tooMany: {
      detail: 'There were many tries in a short time.',
      advice: 'Wait a few minutes and try again.',
    },
    sessionEnded: {
      detail: 'You are no longer signed in to the page.',
      advice: 'Open the link in the mail again. Nothing has been lost.',
    },
  },
};
