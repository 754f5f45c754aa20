/** Takes the built-in away, loads the file anew, and gives the built-in back. */
function withoutBuiltin<Result>(owner: object, name: string, work: () => Result): Result {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Reflect.deleteProperty(owner, name);
  try {
    jest.isolateModules(() => jest.requireActual('./old-browsers.js'));
    return work();
  } finally {
    Reflect.deleteProperty(owner, name);
    if (before !== undefined) Object.defineProperty(owner, name, before);
  }
}

const call = (target: object, name: string, ...values: unknown[]): unknown => (target as unknown as Record<string, (...values: unknown[]) => unknown>)[name]?.(...values);

describe('an old phone', () => {
  it('gets Promise.withResolvers', async () => {
    const made = withoutBuiltin(Promise, 'withResolvers', () => call(Promise, 'withResolvers')) as { promise: Promise<number>; resolve: (value: number) => void };
    made.resolve(7);
    await expect(made.promise).resolves.toBe(7);
  });

  it('gets at, from both ends', () => {
    expect(withoutBuiltin(Array.prototype, 'at', () => [0, -1, 3].map((index) => call([5, 6, 7], 'at', index)))).toEqual([5, 7, undefined]);
  });

  it('gets findLast, hasOwn and replaceAll', () => {
    expect(withoutBuiltin(Array.prototype, 'findLast', () => call([1, 2, 3], 'findLast', (value: number) => value < 3))).toBe(2);
    expect(withoutBuiltin(Object, 'hasOwn', () => [call(Object, 'hasOwn', { a: 1 }, 'a'), call(Object, 'hasOwn', {}, 'toString')])).toEqual([true, false]);
    expect(withoutBuiltin(String.prototype, 'replaceAll', () => call(new String('a.b.c'), 'replaceAll', '.', '$&'))).toBe('a$&b$&c');
  });

  it('keeps what the browser has', () => {
    const own = Array.prototype.findIndex;
    jest.isolateModules(() => jest.requireActual('./old-browsers.js'));
    expect(Array.prototype.findIndex).toBe(own);
  });
});
