import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Plain files in a folder and the folders below it, in the order of their names. Links to folders are not followed. */
export function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(file) : [file];
  });
}
