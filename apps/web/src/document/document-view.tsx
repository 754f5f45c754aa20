import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../text/catalog.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { DownloadIcon, MinusIcon, PagesIcon, PlusIcon, TextIcon } from '../ui/icons.js';
import { useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import type { PDFDocumentProxy } from './engine.js';
import { PageCanvas } from './page-canvas.js';
import { TextView } from './text-view.js';
import { useDocument } from './use-document.js';
import './document.css';

interface DocumentViewProps {
  readonly url: string;
  readonly downloadUrl: string;
  /** Of the document's own words, for the voice that reads them. */
  readonly language: string;
}

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const FIT = zooms.indexOf(1);

export function DocumentView({ url, downloadUrl, language }: DocumentViewProps) {
  const texts = useTexts(signTexts).read;
  const { pdf, failed } = useDocument(url);
  const [asText, setAsText] = useState(false);
  const [zoom, setZoom] = useState(FIT);
  const percent = Math.round((zooms[zoom] ?? 1) * 100);
  return (
    <section class="document" aria-labelledby="document-heading">
      <div class="document__bar">
        <h2 id="document-heading">{texts.document}</h2>
        <div class="row" role="group" aria-label={texts.toolbar}>
          <Button kind="quiet" onClick={() => setAsText(!asText)}>
            {asText ? <PagesIcon size={20} /> : <TextIcon size={20} />}
            {asText ? texts.asPages : texts.asText}
          </Button>
          <a class="button button--quiet" href={downloadUrl} download>
            <DownloadIcon size={20} />
            {texts.download}
          </a>
          {!asText && (
            <span class="zoom">
              <Button kind="quiet" label={texts.zoomOut} unavailable={zoom === 0} onClick={() => setZoom(zoom - 1)}>
                <MinusIcon size={20} />
              </Button>
              <span class="zoom__level" role="status">
                <span class="visually-hidden">{fill(texts.zoomLevel, { percent })}</span>
                <span aria-hidden="true">{percent} %</span>
              </span>
              <Button kind="quiet" label={texts.zoomIn} unavailable={zoom === zooms.length - 1} onClick={() => setZoom(zoom + 1)}>
                <PlusIcon size={20} />
              </Button>
            </span>
          )}
        </div>
      </div>
      {failed && <Notice tone="care" live="alert" heading={texts.documentFailed} />}
      {pdf === undefined && !failed && <p class="document__loading" role="status">{texts.loadingDocument}</p>}
      {pdf !== undefined && asText && <TextView pdf={pdf} language={language} />}
      {pdf !== undefined && !asText && <Pages pdf={pdf} zoom={zooms[zoom] ?? 1} />}
    </section>
  );
}

function Pages({ pdf, zoom }: { readonly pdf: PDFDocumentProxy; readonly zoom: number }) {
  const texts = useTexts(signTexts).read;
  const box = useRef<HTMLDivElement>(null);
  const room = useWidth(box);
  const [guess, setGuess] = useState<number | undefined>(undefined);
  useEffect(() => {
    let left = false;
    void pdf.getPage(1).then((page) => {
      const size = page.getViewport({ scale: 1 });
      if (!left) setGuess(size.height / size.width);
    });
    return () => {
      left = true;
    };
  }, [pdf]);
  const width = Math.round(room * zoom);
  return (
    <div class="pages" ref={box} tabIndex={0} role="region" aria-label={texts.pagesRegion}>
      {guess !== undefined &&
        room > 0 &&
        Array.from({ length: pdf.numPages }, (_, index) => (
          <figure class="pages__page" key={index}>
            <PageCanvas pdf={pdf} page={index + 1} width={width} guess={guess} />
            <figcaption class="pages__number" aria-hidden="true">{fill(texts.page, { page: index + 1, count: pdf.numPages })}</figcaption>
          </figure>
        ))}
    </div>
  );
}

/** Most that a page is wide at 100 %: wider is harder to read, not easier. */
const WIDEST = 920;

function useWidth(box: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const measure = (): void => setWidth(Math.min(WIDEST, box.current?.clientWidth ?? 0));
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [box]);
  return width;
}
