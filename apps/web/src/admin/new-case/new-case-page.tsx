import { useEffect, useState } from 'preact/hooks';
import { createSignRequest, getBodies } from '../../api/staff.js';
import { today } from '../../format/date.js';
import { fill } from '../../text/catalog.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { useLanguage, useTexts } from '../../ui/language.js';
import { Meter } from '../../ui/meter.js';
import { useAction } from '../../ui/use-action.js';
import { useLoaded } from '../../ui/use-loaded.js';
import { DeskProblem } from '../desk-problem.js';
import { goTo, paths } from '../route.js';
import { AboutFields } from './about-fields.js';
import { checkDraft, toRequest } from './case-draft.js';
import { CorrectionFields } from './correction.js';
import { ErrorSummary } from './error-summary.js';
import { MethodChoice } from './method-choice.js';
import { MinutesFile } from './minutes-file.js';
import { SignatoryRows } from './signatory-rows.js';
import { useDraft } from './use-draft.js';
import { useInspection } from './use-inspection.js';

export function NewCasePage() {
  const { language } = useLanguage();
  const common = useTexts(commonTexts);
  const all = useTexts(deskTexts);
  const texts = all.create;
  const bodies = useLoaded(getBodies, 'bodies');
  const inspection = useInspection();
  const { draft, change, clear } = useDraft(language);
  const [tried, setTried] = useState(0);
  const [share, setShare] = useState(0);
  const sending = useAction();
  const onlyBody = bodies.value?.items.length === 1 ? bodies.value.items[0] : undefined;
  useEffect(() => {
    // One body is no choice.
    if (onlyBody !== undefined && draft.bodyId === '') change({ bodyId: onlyBody.id, language: onlyBody.defaultLanguage });
  }, [onlyBody, draft.bodyId, change]);
  const fileError = inspection.file === undefined ? texts.fileRequired : (inspection.result?.refusals.length ?? 0) > 0 && !inspection.acceptRepair ? texts.fileRefused : undefined;
  const mistakes = [
    ...(fileError === undefined ? [] : [{ field: 'file', text: fileError }]),
    ...checkDraft(draft, today(new Date())).map(({ field, code, values }) => ({ field, text: fill(all.errors[code], values) })),
  ];
  const shown = tried > 0 ? mistakes : [];
  const errors: Record<string, string> = {};
  for (const { field, text } of shown) errors[field] ??= text;
  const submit = (event: Event): void => {
    event.preventDefault();
    const { file } = inspection;
    if (mistakes.length > 0 || file === undefined) {
      setTried(tried + 1);
      return;
    }
    setShare(0);
    void sending.run(async () => {
      const made = await createSignRequest(file, { ...toRequest(draft), ...(inspection.acceptRepair ? { acceptRepair: true } : {}) }, setShare);
      clear();
      goTo(paths.case(made.id));
    });
  };
  return (
    <form class="stack stack--loose new-case" noValidate onSubmit={submit}>
      <div class="stack stack--tight">
        <h1>{texts.title}</h1>
        <p class="lead">{texts.lead}</p>
      </div>
      <ErrorSummary key={tried} mistakes={shown} />
      <MinutesFile inspection={inspection} error={errors['file']} />
      {bodies.problem !== undefined && (
        <DeskProblem problem={bodies.problem}>
          <Button onClick={bodies.reload}>{common.tryAgain}</Button>
        </DeskProblem>
      )}
      <CorrectionFields draft={draft} errors={errors} onChange={change} />
      <AboutFields draft={draft} errors={errors} onChange={change} bodies={bodies.value?.items ?? []} />
      <MethodChoice draft={draft} errors={errors} onChange={change} />
      <SignatoryRows rows={draft.signatories} errors={errors} onChange={(signatories) => change({ signatories })} />
      {sending.problem !== undefined && <DeskProblem problem={sending.problem} />}
      {sending.busy && <Meter share={share} label={share < 1 ? fill(texts.sending, { percent: Math.round(share * 100) }) : texts.sendingNow} />}
      <div>
        <Button kind="primary" type="submit" busy={sending.busy}>
          {texts.submit}
        </Button>
      </div>
    </form>
  );
}
