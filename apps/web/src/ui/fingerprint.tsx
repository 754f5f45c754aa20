import { useState } from 'preact/hooks';
import { groupHex, shortFingerprint } from '../format/fingerprint.js';
import { commonTexts } from '../text/common/index.js';
import { Button } from './button.js';
import { useTexts } from './language.js';

/** Two groups that one recognises, and a button for all sixteen that one can compare. */
export function Fingerprint({ sha256, label }: { readonly sha256: string; readonly label?: string }) {
  const texts = useTexts(commonTexts);
  const [whole, setWhole] = useState(false);
  return (
    <div class="fingerprint">
      <p class="small muted">{label ?? texts.fingerprint}</p>
      <p class="mono">{whole ? groupHex(sha256) : shortFingerprint(sha256)}</p>
      <div class="flush">
        <Button kind="quiet" expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? texts.showLess : texts.showAll}
        </Button>
      </div>
    </div>
  );
}
