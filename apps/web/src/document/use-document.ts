import { useEffect, useState } from 'preact/hooks';
import type { PDFDocumentProxy } from './engine.js';

export interface OpenedDocument {
  readonly pdf: PDFDocumentProxy | undefined;
  readonly failed: boolean;
}

/** Opens the PDF when the component appears. pdf.js is fetched only here: the rest of the page does not wait for it. */
export function useDocument(url: string): OpenedDocument {
  const [opened, setOpened] = useState<OpenedDocument>({ pdf: undefined, failed: false });
  useEffect(() => {
    let left = false;
    let pdf: PDFDocumentProxy | undefined;
    setOpened({ pdf: undefined, failed: false });
    import('./engine.js')
      .then((engine) => engine.openDocument(url))
      .then(
        (loaded) => {
          pdf = loaded;
          if (left) void loaded.loadingTask.destroy();
          else setOpened({ pdf: loaded, failed: false });
        },
        () => {
          if (!left) setOpened({ pdf: undefined, failed: true });
        },
      );
    return () => {
      left = true;
      void pdf?.loadingTask.destroy();
    };
  }, [url]);
  return opened;
}
