import { useEffect, useRef, useState } from 'preact/hooks';
import type { SignatureReport } from '../api/validation.js';
import { fill, plural } from '../text/catalog.js';
import { validateTexts } from '../text/validate/index.js';
import { Button } from '../ui/button.js';
import { DownloadIcon, PagesIcon } from '../ui/icons.js';
import { useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import { comparePages, type PagePair } from './compare-pages.js';
import { PagePairView } from './page-pair.js';
import { saveFile, signedFileName } from './save-report.js';

interface Signed {
  readonly name: string;
  readonly length: number;
}

type Comparison =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly page: number; readonly count: number; readonly pairs: readonly PagePair[] }
  | { readonly kind: 'done'; readonly pairs: readonly PagePair[] }
  | { readonly kind: 'failed' };

interface RevisionsProps {
  readonly signatures: readonly SignatureReport[];
  readonly file: File;
  /** Which revision is chosen to begin with: the last one signed is the one that a later change shows against. */
  readonly first: 'first' | 'last';
}

/**
 * What each signature is about, next to the file as it is now. The signed revision is the beginning of the chosen file, so it is cut
 * and drawn here in the browser: nothing is uploaded for it.
 */
export function Revisions({ signatures, file, first }: RevisionsProps) {
  const texts = useTexts(validateTexts);
  const words = texts.revisions;
  const signed = signatures.flatMap((signature, index): Signed[] => {
    const { signedLength, kind, signatory } = signature;
    if (signedLength === undefined || signedLength === null || signedLength > file.size) return [];
    const name = kind === 'documentTimestamp' ? texts.signature.kinds.documentTimestamp : (signatory?.name ?? texts.signature.unnamed);
    return [{ name: `${index + 1}. ${name}`, length: signedLength }];
  });
  const [chosen, setChosen] = useState(first === 'first' ? 0 : Math.max(0, signed.length - 1));
  const revision = signed[chosen];
  const { comparison, start, stop } = useComparison(file, revision?.length);
  if (revision === undefined) return null;
  return (
    <section class="panel stack no-print" aria-labelledby="revisions-heading">
      <h2 id="revisions-heading">{words.heading}</h2>
      <p class="muted">{words.intro}</p>
      <label class="stack stack--tight revisions__choice">
        <span>{words.which}</span>
        <select class="input" value={String(chosen)} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
          {signed.map(({ name }, index) => (
            <option key={name} value={String(index)}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div class="row">
        <Button onClick={comparison.kind === 'running' ? stop : start}>
          <PagesIcon size={20} />
          {comparison.kind === 'running' ? words.stop : words.compare}
        </Button>
        <Button onClick={() => saveFile(signedFileName(file.name, chosen + 1), file.slice(0, revision.length, 'application/pdf'))}>
          <DownloadIcon size={20} />
          {words.download}
        </Button>
      </div>
      <Outcome comparison={comparison} />
    </section>
  );
}

function Outcome({ comparison }: { readonly comparison: Comparison }) {
  const words = useTexts(validateTexts).revisions;
  const pairs = comparison.kind === 'running' || comparison.kind === 'done' ? comparison.pairs : [];
  return (
    <>
      <p role="status">
        {comparison.kind === 'running' && fill(words.progress, { page: comparison.page, count: comparison.count })}
        {comparison.kind === 'done' && (pairs.length === 0 ? words.same : plural(pairs.length, words.found))}
      </p>
      {comparison.kind === 'failed' && <Notice tone="care" live="alert" heading={words.failed} />}
      {comparison.kind === 'done' && pairs.length > 0 && <p class="muted small">{words.later}</p>}
      {pairs.map((pair) => (
        <PagePairView key={pair.page} pair={pair} />
      ))}
    </>
  );
}

/** Reads the file only when asked, and lets go of everything when another revision is chosen or the page is left. */
function useComparison(file: File, length: number | undefined): { readonly comparison: Comparison; readonly start: () => void; readonly stop: () => void } {
  const [comparison, setComparison] = useState<Comparison>({ kind: 'none' });
  const run = useRef({ stopped: true });
  const stop = (): void => {
    run.current.stopped = true;
    setComparison((now) => (now.kind === 'running' ? { kind: 'done', pairs: now.pairs } : now));
  };
  useEffect(() => {
    setComparison({ kind: 'none' });
    return () => {
      run.current.stopped = true;
    };
  }, [file, length]);
  const start = (): void => {
    if (length === undefined) return;
    const own = { stopped: false };
    run.current = own;
    setComparison({ kind: 'running', page: 0, count: 0, pairs: [] });
    compare(file, length, () => own.stopped, (next) => !own.stopped && setComparison(next)).catch(() => !own.stopped && setComparison({ kind: 'failed' }));
  };
  return { comparison, start, stop };
}

async function compare(file: File, length: number, stopped: () => boolean, tell: (comparison: Comparison) => void): Promise<void> {
  const engine = await import('../document/engine.js');
  const bytes = await file.arrayBuffer();
  const before = await engine.openBytes(new Uint8Array(bytes.slice(0, length)));
  try {
    const now = await engine.openBytes(new Uint8Array(bytes));
    try {
      const pairs: PagePair[] = [];
      for await (const pair of comparePages(before, now, stopped, (page, count) => tell({ kind: 'running', page, count, pairs: [...pairs] }))) pairs.push(pair);
      tell({ kind: 'done', pairs });
    } finally {
      await now.loadingTask.destroy();
    }
  } finally {
    await before.loadingTask.destroy();
  }
}
