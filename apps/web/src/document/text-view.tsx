import { useEffect, useState } from 'preact/hooks';
import { fill } from '../text/catalog.js';
import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';
import type { PDFDocumentProxy } from './engine.js';
import { toTextBlocks, type TextBlock, type TextPiece } from './text-blocks.js';

/** The words of the document, page by page, for reading aloud, enlarging and searching with the browser's own search. */
export function TextView({ pdf, language }: { readonly pdf: PDFDocumentProxy; readonly language: string }) {
  const texts = useTexts(signTexts).read;
  const [pages, setPages] = useState<readonly (readonly TextBlock[])[]>([]);
  useEffect(() => {
    let left = false;
    const read = async (): Promise<void> => {
      for (let number = 1; number <= pdf.numPages && !left; number += 1) {
        const blocks = await textOfPage(pdf, number);
        if (!left) setPages((before) => [...before, blocks]);
      }
    };
    setPages([]);
    void read();
    return () => {
      left = true;
    };
  }, [pdf]);
  return (
    <div class="text-view panel">
      <p class="muted small">{texts.textNote}</p>
      {pages.map((blocks, index) => (
        <section key={index} aria-label={fill(texts.page, { page: index + 1, count: pdf.numPages })}>
          <p class="text-view__page">{fill(texts.page, { page: index + 1, count: pdf.numPages })}</p>
          <div class="stack" lang={language}>
            {blocks.map((block, at) => (block.kind === 'heading' ? <h3 key={at}>{block.text}</h3> : <p key={at}>{block.text}</p>))}
          </div>
          {blocks.length === 0 && <p class="muted">{texts.noText}</p>}
        </section>
      ))}
      {pages.length < pdf.numPages && <p role="status">{texts.loadingDocument}</p>}
    </div>
  );
}

async function textOfPage(pdf: PDFDocumentProxy, number: number): Promise<TextBlock[]> {
  const page = await pdf.getPage(number);
  const content = await page.getTextContent();
  const pieces: TextPiece[] = [];
  for (const item of content.items) if ('str' in item) pieces.push(item);
  return toTextBlocks(pieces);
}
