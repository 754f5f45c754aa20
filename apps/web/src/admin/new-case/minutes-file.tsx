import type { IntakeInspection, IntakeNotice } from '../../api/staff.js';
import { formatSize } from '../../format/size.js';
import { fill, plural } from '../../text/catalog.js';
import { deskTexts } from '../../text/desk/index.js';
import { FileDrop } from '../../ui/file-drop.js';
import { useLanguage, useTexts } from '../../ui/language.js';
import { Meter } from '../../ui/meter.js';
import { Notice } from '../../ui/notice.js';
import { DeskProblem } from '../desk-problem.js';
import type { Inspection } from './use-inspection.js';

interface MinutesFileProps {
  readonly inspection: Inspection;
  readonly error: string | undefined;
}

/** The file is read at once, so that a refusal comes before the clerk has filled in the rest. */
export function MinutesFile({ inspection, error }: MinutesFileProps) {
  const texts = useTexts(deskTexts).create;
  const { file, share, result, problem, inspect } = inspection;
  return (
    <section class="stack" id="file" tabIndex={-1} aria-labelledby="file-heading">
      <h2 id="file-heading">{texts.file}</h2>
      {error !== undefined && <p class="field__error">{error}</p>}
      <FileDrop label={texts.fileLabel} chosen={file} onFile={inspect} />
      {file !== undefined && result === undefined && problem === undefined && (
        <Meter share={share} label={share < 1 ? fill(texts.inspecting, { percent: Math.round(share * 100) }) : texts.inspectingNow} />
      )}
      {problem !== undefined && <DeskProblem problem={problem} />}
      {result !== undefined && file !== undefined && <Inspected result={result} size={file.size} />}
      {result?.repairOffered === true && <RepairOffer accepted={inspection.acceptRepair} onChange={inspection.setAcceptRepair} />}
    </section>
  );
}

function Inspected({ result, size }: { readonly result: IntakeInspection; readonly size: number }) {
  const { language } = useLanguage();
  const texts = useTexts(deskTexts).create;
  if (result.refusals.length > 0) {
    return (
      <Notice tone="no" live="alert" heading={texts.refused}>
        <IntakeNotices notices={result.refusals} />
      </Notice>
    );
  }
  return (
    <div class="stack" role="status">
      <p>
        <strong>{plural(result.pageCount, texts.pageCount, { size: formatSize(size, language) })}</strong>
        {result.pdfA && ` · ${fill(texts.pdfa, { part: result.pdfA.part, conformance: result.pdfA.conformance.toLowerCase() })}`}
      </p>
      {result.existingSignatures > 0 && <p>{plural(result.existingSignatures, texts.existing)}</p>}
      {result.warnings.length > 0 && (
        <Notice tone="care" heading={texts.warnings}>
          <IntakeNotices notices={result.warnings} />
        </Notice>
      )}
    </div>
  );
}

function RepairOffer({ accepted, onChange }: { readonly accepted: boolean; readonly onChange: (accept: boolean) => void }) {
  const texts = useTexts(deskTexts).create;
  return (
    <div class="stack stack--tight">
      <label class="choice">
        <input type="checkbox" checked={accepted} aria-describedby="repair-hint" onChange={(event) => onChange(event.currentTarget.checked)} />
        <span>{texts.repair}</span>
      </label>
      <p id="repair-hint">{texts.repairHint}</p>
    </div>
  );
}

export function IntakeNotices({ notices }: { readonly notices: readonly IntakeNotice[] }) {
  const { language } = useLanguage();
  return (
    <ul class="stack stack--tight">
      {notices.map((notice) => {
        const advice = language === 'sv' ? notice.adviceSv : notice.adviceEn;
        return (
          <li key={notice.code}>
            {language === 'sv' ? notice.sv : notice.en} {advice}
          </li>
        );
      })}
    </ul>
  );
}
