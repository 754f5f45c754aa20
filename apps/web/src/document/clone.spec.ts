import { cloneData } from './clone.js';

describe('a copy of plain data', () => {
  it('shares nothing with the original', () => {
    const original = { list: [1, { deep: 'x' }], map: new Map([['k', new Set([1])]]), bytes: new Uint8Array([1, 2]), floats: new Float32Array([1.5]), when: new Date(5), none: null };
    const copy = cloneData(original) as typeof original;
    expect(copy).toEqual(original);
    copy.bytes[0] = 9;
    (copy.list[1] as { deep: string }).deep = 'y';
    copy.map.get('k')?.add(2);
    expect([original.bytes[0], original.list[1], original.map.get('k')?.size]).toEqual([1, { deep: 'x' }, 1]);
  });

  it('copies only the part of a buffer that a view shows', () => {
    const view = new Float32Array(new Float32Array([1, 2, 3]).buffer, 4, 1);
    expect([...(cloneData(view) as Float32Array)]).toEqual([2]);
  });

  it('survives data that holds itself', () => {
    const round: Record<string, unknown> = { name: 'a' };
    round['self'] = round;
    const copy = cloneData(round) as typeof round;
    expect(copy['self']).toBe(copy);
    expect(copy).not.toBe(round);
  });

  it('hands over what it does not know', () => {
    const odd = new (class Odd {})();
    expect((cloneData({ odd }) as { odd: unknown }).odd).toBe(odd);
  });
});
