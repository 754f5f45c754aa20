/** Where a requirement of spec/pades.md is held against what leaves us, or why it cannot be. */
export type Requirement = { readonly lint: 'lintSignature' | 'lintStructure' | 'lintForm' | 'lintArchive' | 'lintEvidence' | 'lintPermissions' | 'lintFields' } | { readonly notOnOutput: string };

const signature = { lint: 'lintSignature' } as const;
const structure = { lint: 'lintStructure' } as const;
const evidence = { lint: 'lintEvidence' } as const;
const archive = { lint: 'lintArchive' } as const;
const permissions = { lint: 'lintPermissions' } as const;
const fields = { lint: 'lintFields' } as const;
const not = (notOnOutput: string): Requirement => ({ notOnOutput });

/** Every id of spec/pades.md. Findings carry these ids; `requirements.spec.ts` has an example of each that breaks it. */
export const requirements: Readonly<Record<string, Requirement>> = {
  ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`BB-${String(index + 1).padStart(2, '0')}`, signature])),
  'EPES-01': signature,
  'BT-01': signature, 'BT-02': signature, 'BT-02b': signature, 'BT-03': signature, 'BT-04': structure, 'BT-05': signature,
  'BLT-01': evidence, 'BLT-02': archive, 'BLT-03': archive, 'BLT-04': evidence, 'BLT-05': signature, 'BLT-06': evidence, 'BLT-07': evidence, 'BLT-08': evidence,
  'BLTA-01': archive, 'BLTA-02': archive, 'BLTA-03': evidence, 'BLTA-04': archive,
  'BLTA-05': not('about the day on which a file is prolonged: no file shows that it will be'),
  'BLTA-06': not('about how a validator calls a file that holds time-stamps alone; we never make one'),
  'MDP-01': permissions, 'MDP-02': permissions, 'MDP-03': permissions, 'MDP-04': fields, 'MDP-05': fields,
  'PF-01': structure, 'PF-02': structure,
  'PF-03': not('about what a reader must accept at the end of an input; libs/pdf tests it'),
  'PF-04': structure, 'PF-05': structure,
  'PF-06': not('about the first revision, which is the input and stays as it is: intake warns with first-xref-has-gaps'),
  'PF-07': structure, 'PF-08': structure, 'PF-09': structure, 'PF-10': structure,
  'PF-11': not('says that appending to a linearized file is right although its dictionary becomes stale: nothing to find fault with'),
  'PF-12': structure, 'PF-13': structure,
  'PF-14': not('a signature that does not fit is contents-too-small before there is any output; its padding is BB-01'),
  'PF-15': structure, 'PF-16': structure, 'PF-17': { lint: 'lintForm' }, 'PF-18': { lint: 'lintForm' }, 'PF-19': structure,
  'PF-20': fields, 'PF-21': fields, 'PF-22': fields,
  'PF-23': not('about the key usage of the certificate: CP-… of the certificate profile for one-time certificates, the issuer\'s business for others'),
  'PF-24': not('about building chains whatever the order of certificates, when reading; libs/pki tests it'),
  'PF-25': evidence, 'PF-26': evidence, 'PF-27': evidence,
  'PF-28': not('about asking the time-stamping authority at start-up'),
};
