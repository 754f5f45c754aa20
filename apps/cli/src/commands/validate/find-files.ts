import { statSync } from 'node:fs';
import { filesUnder } from '#trust';

/** A file to judge, or a path of which only the trouble is known. */
export interface FoundFile {
  readonly file: string;
  readonly trouble?: 'file-not-found' | 'file-not-read';
}

/** Files as given, folders opened up to the PDF files below them. What cannot be read gets an entry of its own. */
export function findFiles(paths: readonly string[]): FoundFile[] {
  return paths.flatMap((given): FoundFile[] => {
    try {
      const stat = statSync(given);
      if (stat.isFile()) return [{ file: given }];
      if (!stat.isDirectory()) return [{ file: given, trouble: 'file-not-read' }];
      const pdfs = filesUnder(given).filter((file) => /\.pdf$/iu.test(file));
      // An empty folder among the arguments is a mistake; it must not come out as "all valid".
      return pdfs.length === 0 ? [{ file: given, trouble: 'file-not-found' }] : pdfs.map((file) => ({ file }));
    } catch (error) {
      return [{ file: given, trouble: isMissing(error) ? 'file-not-found' : 'file-not-read' }];
    }
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
