import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { Clock } from '#platform';
import { unexplained } from '../append/check-head.js';
import { joined } from '../append/load-head.js';
import type { AppendWork, PreparationRequest, SignatureEngine } from '../engine/signature-engine.js';
import { SigningError } from '../signing-error.js';
import { createRehearsalEngine } from './rehearsal-engine.js';

export interface Rehearsal {
  /** Signatures made, validated and thrown away. */
  readonly signatures: number;
  readonly milliseconds: number;
}

const people = [
  { name: 'Rehearsal Secretary', role: 'secretary', roleTitle: 'Sekreterare' },
  { name: 'Rehearsal Chair', role: 'chair', roleTitle: 'Ordförande' },
  { name: 'Rehearsal Adjuster', role: 'adjuster', roleTitle: 'Justerare' },
] as const;

/** The minutes are signed by everybody at least this often: once shows that it works, more lets the compiler see what is used often. */
const leastRounds = 2;

/**
 * Plays a case in memory before anybody waits for one: minutes are prepared once, then signed by three and judged by our own
 * validator again and again, with an authority, a TSA and keys made for it and thrown away. A signer whose fonts, cryptography or validator do not work
 * finds out here instead of in somebody's consent; and the first person to sign meets code that is warm.
 *
 * @param budgetMilliseconds no further round is begun after this long
 * @throws SigningError `own-signature-not-valid` when our validator does not accept what we make
 */
export async function rehearseSigning(clock: Clock, budgetMilliseconds: number, createEngine = createRehearsalEngine): Promise<Rehearsal> {
  const begun = performance.now();
  const engine = await createEngine(clock);
  const original = await rehearsalMinutes();
  const { update, fieldNames } = await engine.prepare(requestFor(original));
  const prepared = joined(original, update);
  const spent = (): number => performance.now() - begun;
  let signatures = 0;
  for (let rounds = 0; rounds < leastRounds || spent() < budgetMilliseconds; rounds += 1) signatures += await playRound(engine, prepared, fieldNames, clock);
  return { signatures, milliseconds: Math.round(spent()) };
}

async function playRound(engine: SignatureEngine, prepared: Uint8Array, fieldNames: readonly string[], clock: Clock): Promise<number> {
  let head = prepared;
  for (const [index, fieldName] of fieldNames.entries()) {
    head = await signAs(engine, people[index % people.length] ?? people[0], { head, fieldName, signingTime: clock.now() });
    const reason = unexplained(await engine.judge(head, 'interim'), fieldNames.slice(0, index + 1));
    if (reason !== undefined) throw new SigningError('own-signature-not-valid', { details: { reason: `rehearsal: ${reason}` } });
  }
  return fieldNames.length;
}

async function signAs(engine: SignatureEngine, person: (typeof people)[number], work: Pick<AppendWork, 'head' | 'fieldName' | 'signingTime'>): Promise<Uint8Array> {
  const [givenName, surname] = person.name.split(' ') as [string, string];
  const identity = await engine.newIdentity({
    givenName, surname, commonName: person.name, pseudonym: 'rehearsal',
    authentication: { provider: 'none', instant: work.signingTime, levelOfAssurance: 'low', reference: 'rehearsal' },
  });
  try {
    const { update } = await engine.append({
      ...work, identity, signerName: person.name, roleTitle: person.roleTitle, methodText: 'rehearsal', language: 'sv', timeZone: 'Europe/Stockholm', addFieldIfMissing: false,
    });
    return joined(work.head, update);
  } finally {
    identity.dispose();
  }
}

function requestFor(original: Uint8Array): PreparationRequest {
  return {
    original,
    caseId: '00000000-0000-4000-8000-000000000000',
    bodySlug: 'rehearsal',
    timeZone: 'Europe/Stockholm',
    language: 'sv',
    bodyName: 'Rehearsal',
    title: 'Rehearsal',
    meetingDate: '2026-01-01',
    registrationNumber: 'R 1',
    requiredLevelOfAssurance: 'low',
    notice: { advanced: false, methodText: 'rehearsal' },
    validationAddress: 'https://rehearsal.invalid/',
    steps: [{ quorum: people.length, signatories: people }],
  };
}

/** Like minutes in what costs time to read: several pages, each full of lines. */
async function rehearsalMinutes(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.TimesRoman);
  for (let page = 1; page <= 5; page += 1) {
    const sheet = document.addPage([595, 842]);
    for (let line = 1; line <= 45; line += 1) sheet.drawText(`Rehearsal, page ${page}, line ${line}: nothing that anybody decided.`, { x: 60, y: 790 - line * 16, size: 11, font });
  }
  return document.save({ useObjectStreams: true });
}
