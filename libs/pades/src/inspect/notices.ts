/** A sentence and what to do, in both languages. */
interface Words {
  readonly sv: string;
  readonly en: string;
  readonly adviceSv: string;
  readonly adviceEn: string;
}

const words = (sv: string, en: string, adviceSv: string, adviceEn: string): Words => ({ sv, en, adviceSv, adviceEn });
const newExport = ['Exportera protokollet till PDF på nytt från ordbehandlaren.', 'Export the minutes to PDF again from the word processor.'] as const;

/** spec/pades.md "Refuse for signing": each with its own code and advice. */
export const refusals = {
  'not-a-pdf': words('Filen är inte en PDF.', 'The file is not a PDF.', 'Välj protokollet som PDF-fil.', 'Choose the minutes as a PDF file.'),
  'too-large': words('Filen är för stor.', 'The file is too large.', 'Minska bildernas upplösning eller dela upp bilagorna.', 'Reduce the resolution of the images or split the annexes.'),
  truncated: words('Filen är avklippt: slutet saknas.', 'The file is cut off: its end is missing.', 'Ladda upp filen på nytt, eller exportera den igen.', 'Upload the file again, or export it again.'),
  'broken-xref': words('Filens innehållsförteckning är trasig, så den går inte att lägga underskrifter till.', 'The cross-reference of the file is broken, so signatures cannot be added to it.', ...newExport),
  'bytes-before-header': words('Det står något före början av PDF-filen.', 'There is something before the beginning of the PDF.', ...newExport),
  encrypted: words('Filen är krypterad eller skyddad med lösenord.', 'The file is encrypted or protected by a password.', 'Spara den utan skydd och ladda upp den igen.', 'Save it without protection and upload it again.'),
  'no-pages': words('Filen har inga sidor.', 'The file has no pages.', ...newExport),
  'circular-tree': words('Filens sidor eller fält hänvisar i cirkel.', 'The pages or fields of the file refer in a circle.', ...newExport),
  'broken-page-tree': words('Filens sidträd är trasigt.', 'The page tree of the file is broken.', ...newExport),
  'broken-fields': words('Filens ifyllbara fält är trasiga.', 'The form fields of the file are broken.', ...newExport),
  'duplicate-keys': words('Filen säger samma sak två gånger på olika sätt, så olika läsare ser olika dokument.', 'The file says the same thing twice in different ways, so readers see different documents.', ...newExport),
  'dynamic-xfa': words('Filen är ett dynamiskt formulär (XFA), som ändrar sig när det visas.', 'The file is a dynamic form (XFA), which changes when it is shown.', 'Skriv ut formuläret till en vanlig PDF först.', 'Print the form to an ordinary PDF first.'),
  'certified-no-changes': words('Filen är certifierad och tillåter inga ändringar.', 'The file is certified and permits no changes.', 'Be den som certifierade filen om en version utan certifiering.', 'Ask whoever certified the file for a version without certification.'),
  'certified-no-field': words('Filen är certifierad och har inget tomt underskriftsfält.', 'The file is certified and has no empty signature field.', 'Be den som certifierade filen om en version med underskriftsfält.', 'Ask whoever certified the file for a version with signature fields.'),
  'locked-fields': words('De underskrifter som finns i filen har låst den: ingen mer kan skriva under.', 'The signatures in the file have locked it: nobody else can sign.', 'Be den som skrev under om en version där fler kan skriva under.', 'Ask whoever signed for a version that others can sign too.'),
  unreadable: words('Filen går inte att läsa säkert.', 'The file cannot be read safely.', ...newExport),
} satisfies Record<string, Words>;

/** spec/pades.md "Warn before signing": what may show differently to different readers, or later. */
export const warnings = {
  'empty-signature-fields': words('Filen har synliga tomma underskriftsfält som inte är våra.', 'The file has visible empty signature fields that are not ours.', 'De fylls inte i. Kontrollera att rätt fil är vald.', 'They are not filled. Check that this is the right file.'),
  'signature-page-without-signatures': words('Filen verkar redan ha en underskriftssida men ingen underskrift. Den kan vara en utskrift av ett underskrivet dokument.', 'The file seems to have a signature page already, but no signature. It may be a print-out of a signed document.', 'Använd originalet.', 'Use the original.'),
  javascript: words('Filen innehåller skript.', 'The file contains scripts.', 'Ta bort skripten om de inte behövs.', 'Remove the scripts if they are not needed.'),
  actions: words('Filen kan göra något av sig själv, eller när någon klickar i den: starta program, skicka uppgifter eller öppna andra filer.', 'The file can do things by itself, or when somebody clicks in it: start programs, send data or open other files.', 'Kontrollera vad, och ta bort det om det inte behövs.', 'Check what, and remove it if it is not needed.'),
  multimedia: words('Filen innehåller film, ljud eller annat rörligt innehåll.', 'The file contains video, sound or other moving content.', 'Ta bort det före underskrift: det går inte att se på papper, och inte i alla läsare.', 'Remove it before signing: it cannot be seen on paper, nor in every reader.'),
  'optional-content': words('Filen har lager som kan visas eller döljas.', 'The file has layers that can be shown or hidden.', 'Platta till lagren före underskrift.', 'Flatten the layers before signing.'),
  'external-references': words('Filen hämtar innehåll någon annanstans ifrån.', 'The file takes content from elsewhere.', 'Lägg in innehållet i filen.', 'Put the content into the file.'),
  'form-fields': words('Filen har ifyllbara fält.', 'The file has fields that can be filled in.', 'Platta till formuläret före underskrift.', 'Flatten the form before signing.'),
  'stray-fields': words('Filen har ifyllbara rutor som inte hör till något formulär, och som olika läsare hanterar olika.', 'The file has boxes to fill in that belong to no form, and that readers treat differently.', 'Platta till formuläret före underskrift.', 'Flatten the form before signing.'),
  'fields-contradict-themselves': words('Filen har fält som visar något annat än det som är ifyllt i dem.', 'The file has fields that show something else than what is filled in.', 'Kontrollera fälten och platta till formuläret före underskrift.', 'Check the fields and flatten the form before signing.'),
  'appearances-drawn-by-reader': words('Filen låter läsaren rita om alla ifyllbara fält, så de kan se olika ut i olika läsare.', 'The file lets the reader draw all its fields anew, so they can look different in different readers.', 'Platta till formuläret före underskrift.', 'Flatten the form before signing.'),
  xfa: words('Filen bär ett XFA-formulär.', 'The file carries an XFA form.', 'Platta till formuläret före underskrift.', 'Flatten the form before signing.'),
  'embedded-files': words('Filen har bilagor inuti sig.', 'The file has attachments inside.', 'De omfattas av underskriften men syns inte på sidorna.', 'They are covered by the signature but not visible on the pages.'),
  'full-page-overlay': words('Något ligger över en hel sida och döljer kanske det som står under.', 'Something lies over a whole page and may hide what is under it.', 'Kontrollera sidan, och ta bort det som ligger över.', 'Check the page, and remove what lies over it.'),
  'unreachable-objects': words('Filen bär innehåll som inte syns i dokumentet.', 'The file carries content that is not visible in the document.', ...newExport),
  'hidden-pages': words('Filen bär sidor som inte hör till dokumentet. De kan visas i stället för de riktiga om filen ändras.', 'The file carries pages that do not belong to the document. They can be shown instead of the real ones if the file is changed.', ...newExport),
  'unlisted-objects': words('Filen har delar som inte står i dess innehållsförteckning.', 'The file has parts that its cross-reference does not list.', ...newExport),
  'ambiguous-objects': words('Filen säger på något ställe samma sak två gånger på olika sätt, så olika läsare kan visa olika saker.', 'The file says the same thing twice in different ways somewhere, so readers may show different things.', ...newExport),
  'damaged-objects': words('En del av filen är skadad.', 'A part of the file is damaged.', ...newExport),
  'not-fully-inspected': words('Filen är så stor eller invecklad att allt i den inte kunde kontrolleras.', 'The file is so large or intricate that not everything in it could be checked.', ...newExport),
  'first-xref-has-gaps': words('Filens innehållsförteckning har luckor, som kan få Adobe Acrobat att underkänna den första underskriften.', 'The cross-reference of the file has gaps, which may make Adobe Acrobat reject the first signature.', ...newExport),
  linearized: words('Filen är ordnad för visning över nät; den ordningen går förlorad.', 'The file is arranged for viewing over a network; that is lost.', 'Inget behöver göras.', 'Nothing needs to be done.'),
  'existing-signatures': words('Filen är redan underskriven. De underskrifterna står kvar, men ingen underskriftssida och ingen lista över vilka som ska skriva under läggs till.', 'The file is already signed. Those signatures stay as they are, but no signature page and no list of who is to sign is added.', 'Ladda upp protokollet som det var före underskrift, om det ska ha en underskriftssida.', 'Upload the minutes as they were before signing if they are to have a signature page.'),
} satisfies Record<string, Words>;

export type RefusalCode = keyof typeof refusals;
export type WarningCode = keyof typeof warnings;

export interface IntakeNotice extends Words {
  readonly code: RefusalCode | WarningCode;
  readonly detail?: string;
}

export function refusal(code: RefusalCode, detail?: string): IntakeNotice {
  return { code, ...refusals[code], ...(detail === undefined ? {} : { detail }) };
}

export function warning(code: WarningCode, detail?: string): IntakeNotice {
  return { code, ...warnings[code], ...(detail === undefined ? {} : { detail }) };
}
