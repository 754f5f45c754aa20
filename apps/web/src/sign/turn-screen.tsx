import { documentUrl, type CeremonyView } from '../api/ceremony.js';
import { DocumentView } from '../document/document-view.js';
import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import { useFocusOnMount } from '../ui/use-focus.js';
import { ProgressList } from './progress-list.js';
import { MinutesFacts } from './summary.js';

/** Before one's turn: reading is allowed, signing is not, and the order says why. */
export function TurnScreen({ view }: { readonly view: CeremonyView }) {
  const texts = useTexts(signTexts).turn;
  const heading = useFocusOnMount<HTMLHeadingElement>();
  return (
    <div class="stack stack--loose">
      <div class="stack">
        <h1 tabIndex={-1} ref={heading}>
          {view.minutes.title}
        </h1>
        <Notice tone="info" heading={texts.heading}>
          <p>{texts.text}</p>
        </Notice>
      </div>
      <div class="read-grid">
        <div class="panel">
          <MinutesFacts view={view} />
        </div>
        <div class="panel">
          <ProgressList view={view} />
        </div>
      </div>
      <DocumentView url={documentUrl} downloadUrl={view.downloadUrl} language={view.minutes.language} />
    </div>
  );
}
