import { readSync } from 'node:fs';
import type { ByteSource } from '#pdf/read';

/** An open file as a source for the reader. Reads block: they are few, small, and of pages just written. @throws Error when the file is shorter than said */
export function fileSource(descriptor: number, length: number): ByteSource {
  return {
    length,
    read(target, offset) {
      for (let done = 0; done < target.length; ) {
        const count = readSync(descriptor, target, done, target.length - done, offset + done);
        if (count === 0) throw new Error('the file became shorter while it was read');
        done += count;
      }
    },
  };
}
