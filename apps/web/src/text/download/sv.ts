export const sv = {
  title: 'Ladda ner dokumentet',
  deadTitle: 'Länken fungerar inte',
  lead: 'Alla har skrivit under. Det här är originalet, med sina underskrifter.',
  button: 'Ladda ner PDF ({size})',
  keep: 'Spara filen som den är. Skriver du ut den, på papper eller till en ny PDF, följer underskrifterna inte med.',
  check: 'Kontrollera underskrifterna',
  completedAt: 'Klart',
  fileName: 'Filnamn',
  fingerprint: 'Filens fingeravtryck (SHA-256)',
  signatories: 'Har skrivit under',
  withRemark: 'med anmärkning',
  deadText: 'Den kan vara ersatt av en nyare eller ha gått ut. Be den som skickade dokumentet om det.',
} as const;
