import { cloneData } from './clone.js';

/**
 * What pdf.js uses and phones of the last seven years lack; its own legacy build reaches back only a few years. Imported
 * first, on the page and in the worker. Nothing here replaces what a browser has.
 */
function add(owner: object, name: string, value: unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

// ES2024
add(Promise, 'withResolvers', function withResolvers(this: PromiseConstructor) {
  let resolve: unknown;
  let reject: unknown;
  const promise = new this((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
});

// ES2022
function at(this: ArrayLike<unknown>, index: number): unknown {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}
const typedArray: unknown = Object.getPrototypeOf(Uint8Array.prototype);
add(Array.prototype, 'at', at);
add(typedArray as object, 'at', at);
add(Object, 'hasOwn', (owner: object, name: PropertyKey) => Object.prototype.hasOwnProperty.call(owner, name));

// ES2023
function findLastIndex(this: ArrayLike<unknown>, test: (value: unknown, index: number, all: unknown) => unknown): number {
  for (let index = this.length - 1; index >= 0; index -= 1) if (test(this[index], index, this)) return index;
  return -1;
}
add(Array.prototype, 'findLastIndex', findLastIndex);
add(Array.prototype, 'findLast', function findLast(this: ArrayLike<unknown>, test: (value: unknown, index: number, all: unknown) => unknown) {
  return this[findLastIndex.call(this, test)];
});

// HTML
add(globalThis, 'structuredClone', (value: unknown) => cloneData(value));

// ES2021
add(String.prototype, 'replaceAll', function replaceAll(this: string, found: string | RegExp, by: string) {
  return typeof found === 'string' ? this.split(found).join(by) : this.replace(found, by);
});
