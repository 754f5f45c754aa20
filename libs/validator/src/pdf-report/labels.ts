/** Words of the PDF that the report's own texts do not have. */
export const labels = {
  sv: {
    title: 'Kontroll av elektroniska underskrifter', file: 'Fil', fingerprint: 'Filens fingeravtryck (SHA-256)', checked: 'Kontrollerat', policy: 'Regler', details: 'Varför',
    required: 'Vilka skulle skriva under', signatures: 'Underskrifterna en och en', result: 'Resultat', time: 'Tid', proven: 'bevisad av tidsstämpel', claimed: 'enligt filen själv', unknown: 'okänd',
    integrity: 'Det undertecknade', intact: 'oförändrat', broken: 'ändrat', changes: 'Ändringar efteråt', issuer: 'Utfärdare', level: 'Format', remark: 'Anmärkning', certificate: 'Certifikatets fingeravtryck (SHA-256)',
    qualification: 'Enligt eIDAS', signed: 'Undertecknad del', bytes: 'byte', pageChanges: 'Ändringar efter underskrifterna', page: 'sidan',
    unnamed: 'Utan namn', timestamp: 'Tidsstämpel för hela dokumentet', seal: 'stämpel',
    indications: { TOTAL_PASSED: 'Giltig', TOTAL_FAILED: 'Inte giltig', INDETERMINATE: 'Kan inte bekräftas' },
    afterwards: { none: 'inga', permitted: 'bara sådant som får läggas till', forbidden: 'ändringar som inte är tillåtna', unknown: 'går inte att bedöma' },
    states: { signed: 'har skrivit under', missing: 'har inte skrivit under', mismatch: 'någon annan har skrivit under här', broken: 'underskriften håller inte', earlier: 'har skrivit under en tidigare version av filen', open: 'underskriften finns, men det går inte att bekräfta vems den är' },
    verdicts: { permitted: 'tillåten', forbidden: 'inte tillåten' },
    categories: { LTA: 'Kontrolluppgifter och tidsstämplar', FORM: 'Formulärfält', SIGFIELD: 'Underskriftsfält', ANNOT: 'Kommentarer och anteckningar', STRUCT: 'Dokumentets uppbyggnad', META: 'Uppgifter om dokumentet', UNDEFINED: 'Innehåll' },
    lists: 'Listor över betrodda utfärdare', issued: 'utgiven', nextUpdate: 'gäller till',
    listStates: { file: 'läst från fil', fetched: 'hämtad', kept: 'sparad kopia, hämtad', stale: 'äldre sparad kopia, hämtad' },
    foot: (page: number, count: number) => `Rapporten gäller filen med fingeravtrycket ovan, så som den såg ut vid kontrollen. Dokumentet självt finns inte i rapporten. Sida ${page} (${count})`,
  },
  en: {
    title: 'Checking of electronic signatures', file: 'File', fingerprint: 'Fingerprint of the file (SHA-256)', checked: 'Checked', policy: 'Rules', details: 'Why',
    required: 'Who was to sign', signatures: 'The signatures one by one', result: 'Result', time: 'Time', proven: 'proven by a timestamp', claimed: 'as the file itself says', unknown: 'unknown',
    integrity: 'What was signed', intact: 'unchanged', broken: 'changed', changes: 'Changes afterwards', issuer: 'Issuer', level: 'Format', remark: 'Remark', certificate: 'Fingerprint of the certificate (SHA-256)',
    qualification: 'Under eIDAS', signed: 'Signed part', bytes: 'bytes', pageChanges: 'Changes after the signatures', page: 'page',
    unnamed: 'Without a name', timestamp: 'Timestamp of the whole document', seal: 'seal',
    indications: { TOTAL_PASSED: 'Valid', TOTAL_FAILED: 'Not valid', INDETERMINATE: 'Cannot be confirmed' },
    afterwards: { none: 'none', permitted: 'only what may be added', forbidden: 'changes that are not allowed', unknown: 'cannot be judged' },
    states: { signed: 'has signed', missing: 'has not signed', mismatch: 'somebody else has signed here', broken: 'the signature does not hold', earlier: 'has signed an earlier version of the file', open: 'the signature is there, but whose it is cannot be confirmed' },
    verdicts: { permitted: 'allowed', forbidden: 'not allowed' },
    categories: { LTA: 'Validation data and timestamps', FORM: 'Form fields', SIGFIELD: 'Signature fields', ANNOT: 'Comments and notes', STRUCT: 'Structure of the document', META: 'Data about the document', UNDEFINED: 'Content' },
    lists: 'Lists of trusted issuers', issued: 'issued', nextUpdate: 'in force until',
    listStates: { file: 'read from a file', fetched: 'fetched', kept: 'saved copy, fetched', stale: 'older saved copy, fetched' },
    foot: (page: number, count: number) => `This report is about the file with the fingerprint above, as it was when it was checked. The document itself is not in it. Page ${page} (${count})`,
  },
} as const;

export type Labels = (typeof labels)['sv' | 'en'];
