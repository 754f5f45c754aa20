/** What the texts of a package need to know. */
export interface ReadmeFacts {
  readonly title: string;
  readonly body: string;
  readonly registrationNumber: string;
  readonly packedAt: Date;
  readonly entries: number;
  /** Entries under the checkpoint in the package; 0 without one. */
  readonly covered: number;
}

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** README.sv.txt */
export function readmeSv(facts: ReadmeFacts): string {
  const { title, body, registrationNumber, packedAt, entries, covered } = facts;
  return `BEVISPAKET

${title}
${body}, ${registrationNumber}
Packat ${day(packedAt)}

DET HÄR LIGGER I PAKETET

minutes-signed.pdf     Det undertecknade protokollet. Det är den här filen som gäller.
minutes-original.pdf   Filen så som den laddades upp, innan något lades till.
evidence.json          Bevisloggen: allt som hände i ärendet, post för post, och hur posterna hänger ihop.
checkpoint.json        En kontrollpunkt: ett förseglat och tidsstämplat kvitto på bevisloggen. Saknas om ingen hade gjorts.
certificates/          Rotcertifikat som underskrifterna och tidsstämplarna leder till, och bevisloggens eget certifikat.
report/                Vad kontrollen av underskrifterna visade när paketet packades, för människor (PDF) och för maskiner (JSON, XML).
manifest.json          Lista över filerna med deras fingeravtryck (SHA-256).

SÅ KONTROLLERAR DU PAKETET UTAN ATT LITA PÅ NÅGON

Inget nät och ingen databas behövs. Programmet Justera är fri programvara.

  justera evidence verify PAKETET.zip
  justera validate minutes-signed.pdf

Det första kommandot visar att inget i bevisloggen har ändrats, att filerna i paketet är de som loggen talar om och var i loggen över
alla ärenden posterna står. Det säger vilken länk som brister, om någon gör det. Det andra kontrollerar underskrifterna.

Certifikaten i paketet kommer från samma håll som resten av paketet. Jämför dem med dem som du har fått på annat sätt innan du litar på dem.

VAD KONTROLLEN VISAR OCH INTE VISAR

${covered} av ${entries} poster ligger under kontrollpunkten i paketet.
Den som styr över databasen kan skriva om historien från början och göra nya kontrollpunkter. Det upptäcks bara mot en kontrollpunkt som har
legat någon annanstans. Har du en sådan, till exempel från en revisors brevlåda:

  justera evidence verify PAKETET.zip --checkpoint DIN-KONTROLLPUNKT.json

Poster som är yngre än den senaste kontrollpunkten utanför kan ha ändrats utan att det syns.

Personuppgifter står inte i loggens poster utan bredvid dem. Där det står "gallrat" har uppgiften tagits bort enligt ett beslut som posten namnger.
`;
}

/** README.en.txt */
export function readmeEn(facts: ReadmeFacts): string {
  const { title, body, registrationNumber, packedAt, entries, covered } = facts;
  return `EVIDENCE PACKAGE

${title}
${body}, ${registrationNumber}
Packed ${day(packedAt)}

WHAT IS IN THE PACKAGE

minutes-signed.pdf     The signed minutes. This is the file that counts.
minutes-original.pdf   The file as it was uploaded, before anything was added.
evidence.json          The evidence log: everything that happened in the case, entry by entry, and how the entries hang together.
checkpoint.json        A checkpoint: a sealed and time-stamped receipt for the evidence log. Not there when none had been made.
certificates/          Root certificates that signatures and time stamps lead to, and the evidence log's own certificate.
report/                What the check of the signatures showed when the package was packed, for people (PDF) and for machines (JSON, XML).
manifest.json          List of the files with their fingerprints (SHA-256).

HOW TO CHECK THE PACKAGE WITHOUT TRUSTING ANYBODY

No network and no database is needed. The program Justera is free software.

  justera evidence verify PACKAGE.zip
  justera validate minutes-signed.pdf

The first command shows that nothing in the evidence log was changed, that the files in the package are those that the log speaks of, and
where in the log of all cases the entries stand. It names the link that breaks, if one does. The second checks the signatures.

The certificates in the package come from where the rest of the package comes from. Compare them with those that you got in another way
before you trust them.

WHAT THE CHECK SHOWS, AND WHAT NOT

${covered} of ${entries} entries are under the checkpoint in the package.
Whoever rules over the database can write history anew from the start and make new checkpoints. That is found only against a checkpoint that
lay somewhere else. If you have one, for example from an auditor's mailbox:

  justera evidence verify PACKAGE.zip --checkpoint YOUR-CHECKPOINT.json

Entries that are younger than the newest checkpoint outside may have been changed without a trace.

Personal data are not in the log's entries but beside them. Where it says "erased", the datum was removed by a decision that the entry names.
`;
}
