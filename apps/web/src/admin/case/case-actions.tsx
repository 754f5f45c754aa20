import { useState } from 'preact/hooks';
import { evidenceExportUrl, fileUrl, packageUrl, type SignRequestView } from '../../api/staff.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { DownloadIcon } from '../../ui/icons.js';
import { useTexts } from '../../ui/language.js';
import { canBeCorrected, draftOfCorrection } from '../new-case/draft-of-correction.js';
import { prepareDraft } from '../new-case/use-draft.js';
import { goTo, paths } from '../route.js';
import { ExtendDialog } from './extend-dialog.js';
import { isMoving } from './is-moving.js';
import { WithdrawDialog } from './withdraw-dialog.js';

/** Until completion a clerk may withdraw; afterwards there is nothing left to withdraw. */
const withdrawable: readonly string[] = ['draft', 'preparing', 'awaitingSignatures', 'completing', 'declined', 'expired'];

/** While somebody is still to sign a clerk may give more time, and open again what has run out of it. */
const extendable: readonly string[] = ['preparing', 'awaitingSignatures', 'expired'];

export function CaseActions({ view, onChanged }: { readonly view: SignRequestView; readonly onChanged: () => void }) {
  const texts = useTexts(deskTexts).case;
  const correction = useTexts(deskTexts).correction;
  const [withdrawing, setWithdrawing] = useState(false);
  const [extending, setExtending] = useState(false);
  return (
    <section class="panel stack stack--tight" aria-labelledby="actions-heading">
      <h2 id="actions-heading">{texts.actions}</h2>
      {isMoving(view) && <p class="small muted">{texts.working}</p>}
      {view.preparedSha256 && <Download href={fileUrl(view.id, 'head')} text={view.state === 'completed' ? texts.downloadFinal : texts.downloadSigned} primary={view.state === 'completed'} />}
      <Download href={fileUrl(view.id, 'original')} text={texts.downloadOriginal} />
      <Download href={evidenceExportUrl(view.id)} text={texts.downloadEvidence} />
      {(view.state === 'completed' || view.state === 'superseded') && <Download href={packageUrl(view.id)} text={texts.downloadPackage} />}
      {canBeCorrected(view) && (
        <div class="flush">
          <Button
            kind="quiet"
            onClick={() => {
              prepareDraft(draftOfCorrection(view));
              goTo(paths.newCase);
            }}
          >
            {correction.send}
          </Button>
        </div>
      )}
      {extendable.includes(view.state) && (
        <div class="flush">
          <Button kind="quiet" onClick={() => setExtending(true)}>
            {view.state === 'expired' ? texts.reopen : texts.extend}
          </Button>
        </div>
      )}
      {withdrawable.includes(view.state) && (
        <div class="flush">
          <Button kind="quiet" onClick={() => setWithdrawing(true)}>
            {texts.withdraw}
          </Button>
        </div>
      )}
      {extending && (
        <ExtendDialog
          view={view}
          onClose={() => setExtending(false)}
          onExtended={() => {
            setExtending(false);
            onChanged();
          }}
        />
      )}
      {withdrawing && (
        <WithdrawDialog
          id={view.id}
          onClose={() => setWithdrawing(false)}
          onWithdrawn={() => {
            setWithdrawing(false);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

function Download({ href, text, primary = false }: { readonly href: string; readonly text: string; readonly primary?: boolean }) {
  return (
    <div>
      <a class={primary ? 'button button--primary' : 'button'} href={href} download>
        <DownloadIcon size={20} />
        {text}
      </a>
    </div>
  );
}
