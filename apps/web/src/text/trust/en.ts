import type { Translation } from '../catalog.js';
import type { sv } from './sv.js';

export const en: Translation<typeof sv> = {
  title: 'Our issuers',
  about: 'Issuers of signatures and time stamps',
  lead: 'These issuers vouch for the signatures. A PDF reader that does not know them says that the signature cannot be confirmed. That does not mean that it is wrong.',
  compare: 'Compare the fingerprint with one that you have got by another way, for example by calling the organisation. Only then do you know that the file is genuine.',
  demo: 'This is a demonstration. Do not add these issuers to a computer that is used for anything else.',
  purposes: { signature: 'Signatures', seal: 'Electronic seals', timestamp: 'Time stamps' },
  validUntil: 'Valid until',
  purpose: 'Vouches for',
  fingerprint: 'Fingerprint (SHA-256)',
  download: 'Download the certificate',
  downloadOf: 'Download the certificate {name}',
  empty: 'There are no issuers to show.',
  howHeading: 'Add an issuer to Adobe Acrobat Reader',
  howIntro: 'This is needed once for each issuer, the one for time stamps too.',
  how1: 'Download the certificate above.',
  how2: 'Open Acrobat Reader and choose Menu, Preferences, Signatures. On a Mac: Acrobat Reader, Settings, Signatures.',
  how3: 'Click More at Identities and Trusted Certificates, and choose Trusted Certificates.',
  how4: 'Click Import, Browse and choose the file. Select the certificate in the list and click Import.',
  how5: 'Select the imported certificate, click Edit Trust, tick Use this certificate as a trusted root and click OK.',
  how6: 'Open the document again. The signatures should now be shown as valid.',
  howNote: 'The menus may have other names in your version.',
  otherHeading: 'Without adding anything',
  other: 'On the page Check a document you can check the document directly.',
};
