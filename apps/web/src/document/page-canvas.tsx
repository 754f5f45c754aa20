import { useEffect, useRef, useState } from 'preact/hooks';
import { signTexts } from '../text/sign/index.js';
import { fill } from '../text/catalog.js';
import { useTexts } from '../ui/language.js';
import type { PDFDocumentProxy, PDFPageProxy } from './engine.js';
import { useNear } from './use-near.js';

interface PageCanvasProps {
  readonly pdf: PDFDocumentProxy;
  readonly page: number;
  /** Width in CSS pixels that the page shall have. */
  readonly width: number;
  /** Height by width of the first page: a guess that keeps the scroll bar still until this page is read. */
  readonly guess: number;
}

/** iOS refuses canvases above this many pixels and draws nothing at all. */
const MOST_PIXELS = 16_000_000;

/** One page, drawn when it comes near the screen and thrown away when it leaves: a long scan must fit in a phone. */
export function PageCanvas({ pdf, page, width, guess }: PageCanvasProps) {
  const texts = useTexts(signTexts).read;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [ratio, setRatio] = useState(guess);
  const near = useNear(frame);
  useEffect(() => {
    const target = canvas.current;
    if (!near || target === null || width === 0) return undefined;
    return draw(pdf, page, target, width, setRatio);
  }, [pdf, page, near, width]);
  return (
    <div class="sheet" ref={frame} style={{ width: `${width}px`, height: `${Math.round(width * ratio)}px` }} data-page={page}>
      <canvas ref={canvas} role="img" aria-label={fill(texts.pageLabel, { page, count: pdf.numPages })} />
    </div>
  );
}

/** Draws into the canvas and returns how to stop and let go of the memory. */
function draw(pdf: PDFDocumentProxy, number: number, canvas: HTMLCanvasElement, width: number, measured: (ratio: number) => void): () => void {
  let stopped = false;
  let page: PDFPageProxy | undefined;
  let stop: () => void = () => undefined;
  const work = async (): Promise<void> => {
    page = await pdf.getPage(number);
    if (stopped) return;
    const natural = page.getViewport({ scale: 1 });
    measured(natural.height / natural.width);
    const wanted = (width / natural.width) * (window.devicePixelRatio || 1);
    const scale = Math.min(wanted, Math.sqrt(MOST_PIXELS / (natural.width * natural.height)));
    const viewport = page.getViewport({ scale });
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const task = page.render({ canvas, viewport });
    stop = () => task.cancel();
    await task.promise;
    canvas.dataset['drawn'] = 'yes';
  };
  work().catch((reason: unknown) => {
    // A cancelled drawing is our own doing; any other failure leaves the page white, and the text and the file remain.
    if (!stopped) canvas.dataset['drawn'] = `failed: ${String(reason)}`;
  });
  return () => {
    stopped = true;
    stop();
    page?.cleanup();
    canvas.width = 0;
    canvas.height = 0;
    delete canvas.dataset['drawn'];
  };
}
