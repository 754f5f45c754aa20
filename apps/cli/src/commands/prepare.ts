import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { isMeetingDate, languages, levelsOfAssurance, meetsAdvancedThreshold } from '#minutes';
import { inspectForSigning, PadesError, prepareMinutes, repairByRewriting } from '#pades';
import { systemClock } from '#platform/base';
import { exitCodes, exitCodesHelp, reported } from '../signing/failure.js';
import { readInput, requireOtherFile, writeWhole } from '../signing/files.js';
import { oneOf, onlyInput, parseOptions, required } from '../signing/options.js';
import { inSteps, readSignatories } from '../signing/signatories-file.js';
import { UsageError } from '../usage.js';

const help = `usage: justera prepare IN.pdf --signatories FILE -o OUT.pdf [--json]

Adds the signature page with one signature field for each signatory, as an update behind the bytes of IN, which stay as they are.

  --signatories FILE         JSON: [{"name", "email", "role", "step"?}, …]; role: chair, secretary, adjuster, substitute, participant, or a title;
                             steps sign one after the other, those of one step in any order; without steps all may sign at once
  -o, --output OUT           the prepared file; not IN
  --json                     {"fields": [{"name", "signatory", "role", "page"}]} on standard output; else one line for each field
  --language sv|en           of the signature page; sv when not given
  --title TEXT               of the document; the file's name when not given
  --body TEXT                the body whose minutes these are
  --meeting-date YYYY-MM-DD  today when not given
  --reference TEXT           registration number (diarienummer)
  --validation-url URL       printed, also as a QR code; VALIDATION_URL from the environment, or else a placeholder, when not given
  --level-of-assurance LEVEL that every signatory will be identified with: low (when not given), substantial, high.
                             Only from substantial on does the page call the signatures advanced
  --method TEXT              how they are made, for the page of a case below that level
  --repair                   rewrite IN where it is broken and not signed: the same pages behind a clean cross-reference; OUT then
                             begins with the rewritten bytes and not with IN, whose hash is printed and kept in the manifest
  --case-id TEXT             for the manifest; a new UUID when not given

${exitCodesHelp}`;

const options = {
  signatories: { type: 'string' },
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean', default: false },
  language: { type: 'string', default: 'sv' },
  title: { type: 'string' },
  body: { type: 'string' },
  'meeting-date': { type: 'string' },
  reference: { type: 'string', default: '' },
  'validation-url': { type: 'string' },
  'level-of-assurance': { type: 'string', default: 'low' },
  method: { type: 'string' },
  'case-id': { type: 'string' },
  repair: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const methodUnknown = { sv: 'den metod som den som begärde underskrifterna har valt', en: 'the method chosen by whoever asked for the signatures' } as const;

const bodyUnknown = { sv: 'Organ inte angivet', en: 'Body not stated' } as const;
/** Reserved for examples (RFC 2606): leads nowhere, and says so to whoever knows. */
const placeholderAddress = 'https://justera.example/validate';

/** `justera prepare`. */
export function prepare(args: readonly string[]): Promise<number> {
  return reported('prepare', async () => {
    const { values, positionals } = parseOptions(args, options);
    if (values.help) {
      console.log(help);
      return exitCodes.done;
    }
    const input = onlyInput(positionals);
    const output = required(values.output, '-o OUT');
    const signatories = await readSignatories(required(values.signatories, '--signatories FILE'));
    const { original, uploadedSha256 } = mended(await readInput(input), values.repair);
    await requireOtherFile(input, output);
    const steps = inSteps(signatories);
    const about = facts(values, input);
    if (about.validationAddress === placeholderAddress) console.error(`justera prepare: note: no --validation-url; the page prints the placeholder ${placeholderAddress}`);
    const prepared = await prepareMinutes({ original, ...(uploadedSha256 === undefined ? {} : { uploadedSha256 }), ...about, steps: steps.map((step) => ({ signatories: step })) });
    await writeWhole(output, [original, prepared.update]);
    const fields = prepared.fields.map((field) => {
      const listed = steps[field.step]?.[field.position];
      return { name: field.name, signatory: field.signatoryName, role: listed?.roleAsGiven ?? field.role, page: field.page };
    });
    if (values.json) console.log(JSON.stringify({ fields }));
    else console.log(fields.map(({ name, signatory, role, page }) => `${name}\t${signatory}\t${role}\t${page === null ? 'on no page' : `page ${String(page)}`}`).join('\n'));
    return exitCodes.done;
  });
}

/**
 * What is prepared: the input, or what it is rewritten to. Without `repair` the input, of which `prepareMinutes` says what is wrong.
 * @throws PadesError `input-refused` when the input is broken and cannot be rewritten: nobody who asked for a repair is given something else
 */
function mended(input: Uint8Array, repair: boolean): { original: Uint8Array; uploadedSha256?: string } {
  const { refusals, repairOffered, sha256 } = inspectForSigning(input, { maxBytes: Number.MAX_SAFE_INTEGER });
  if (!repair) {
    if (repairOffered) console.error('justera prepare: note: the file is broken and can be rewritten: --repair');
    return { original: input };
  }
  const [refused] = refusals;
  if (refused === undefined && !repairOffered) {
    console.error('justera prepare: note: the file is not broken; nothing was rewritten');
    return { original: input };
  }
  const result = repairByRewriting(input);
  if (!result.repaired) throw new PadesError('input-refused', 'the file cannot be rewritten', { ...(refused === undefined ? {} : { refusal: refused.code }), repair: result.reason });
  console.error(`justera prepare: note: rewritten; IN has SHA-256 ${sha256}, what OUT begins with ${result.sha256}`);
  return { original: result.bytes, uploadedSha256: sha256 };
}

function facts(values: ReturnType<typeof parseOptions<typeof options>>['values'], input: string) {
  const language = oneOf(values.language, languages, '--language');
  const level = oneOf(values['level-of-assurance'], levelsOfAssurance, '--level-of-assurance');
  const meetingDate = values['meeting-date'] ?? systemClock.now().toISOString().slice(0, 10);
  if (!isMeetingDate(meetingDate)) throw new UsageError(`--meeting-date is a day as YYYY-MM-DD, not "${meetingDate}"`);
  const advanced = meetsAdvancedThreshold(level);
  if (advanced && values.method !== undefined) throw new UsageError('--method is for a case below substantial: there the page names the method, above it the kind of signature');
  return {
    caseId: values['case-id'] ?? randomUUID(),
    language,
    bodyName: values.body ?? bodyUnknown[language],
    title: values.title ?? path.basename(input, path.extname(input)),
    meetingDate,
    registrationNumber: values.reference,
    requiredLevelOfAssurance: level,
    notice: advanced ? ({ advanced: true } as const) : ({ advanced: false, methodText: values.method ?? methodUnknown[language] } as const),
    validationAddress: values['validation-url'] ?? process.env['VALIDATION_URL'] ?? placeholderAddress,
  };
}
