import type { CeremonyView } from '../api/ceremony.js';
import { fill } from '../text/catalog.js';
import { commonTexts } from '../text/common/index.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { useTexts } from '../ui/language.js';

/** For whoever got somebody else's link. It changes nothing: it says what to do, and to find the number oneself. */
export function NotMeDialog({ view, onClose }: { readonly view: CeremonyView; readonly onClose: () => void }) {
  const common = useTexts(commonTexts);
  const texts = useTexts(signTexts).notMe;
  return (
    <Dialog heading={texts.heading} onClose={onClose} actions={<Button onClick={onClose}>{common.close}</Button>}>
      <p>{fill(texts.explain, { name: view.you.name })}</p>
      <h3>{texts.doThis}</h3>
      <ol>
        <li>{texts.step1}</li>
        <li>{fill(texts.step2, { sender: view.sender.name, body: view.body.name })}</li>
        <li>{texts.step3}</li>
      </ol>
    </Dialog>
  );
}
