import type * as read from '#pdf/read';
import type * as write from '#pdf/write';

export function makeTarget(reading: typeof read, writing: Pick<typeof write, 'beginUpdate' | 'name'>): (bytes: Uint8Array) => void;
