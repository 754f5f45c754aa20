import { useRef, useState } from 'preact/hooks';
import { commonTexts } from '../text/common/index.js';
import { Button } from './button.js';
import { PagesIcon } from './icons.js';
import { useTexts } from './language.js';

interface FileDropProps {
  /** Said by a screen reader in front of the button: choose a file for what? */
  readonly label: string;
  readonly onFile: (file: File) => void;
  readonly hint?: string;
  readonly chosen?: File | undefined;
}

export type FileComplaint = 'notPdf' | 'empty';

/** What can be said before a byte is sent. Whether it is a PDF is the server's to find out; a name is only a hint. */
export function complaintAbout(file: { readonly name: string; readonly type: string; readonly size: number }): FileComplaint | undefined {
  if (file.size === 0) return 'empty';
  return /\.pdf$/i.test(file.name) || file.type === 'application/pdf' ? undefined : 'notPdf';
}

/** A button that works everywhere, and a place to drop a file for those who have a mouse. */
export function FileDrop({ label, onFile, hint, chosen }: FileDropProps) {
  const texts = useTexts(commonTexts).drop;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [complaint, setComplaint] = useState<string | undefined>(undefined);
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file === undefined) return;
    const problem = files !== undefined && files !== null && files.length > 1 ? texts.oneOnly : complaintText(complaintAbout(file));
    setComplaint(problem);
    if (problem === undefined) onFile(file);
  };
  const complaintText = (code: FileComplaint | undefined): string | undefined => (code === undefined ? undefined : texts[code]);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files);
  };
  return (
    <div
      class={over ? 'drop drop--over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span class="drop__icon">
        <PagesIcon size={36} />
      </span>
      {chosen !== undefined && <p class="drop__chosen">{chosen.name}</p>}
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept=".pdf,application/pdf"
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <Button kind={chosen === undefined ? 'primary' : 'plain'} label={`${chosen === undefined ? texts.choose : texts.another}: ${label}`} onClick={() => input.current?.click()}>
        {chosen === undefined ? texts.choose : texts.another}
      </Button>
      <p class="drop__or">{over ? texts.dropNow : texts.or}</p>
      {hint !== undefined && <p class="small muted">{hint}</p>}
      {complaint !== undefined && (
        <p class="field__error" role="alert">
          {complaint}
        </p>
      )}
    </div>
  );
}
