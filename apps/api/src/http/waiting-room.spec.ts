import { WaitingRoom } from './waiting-room.js';

const never = new Promise<string>(() => undefined);
const atOnce = (): Promise<string> => Promise.resolve('at once');

test('who does not fit in is answered at once: per key, and in all', async () => {
  const room = new WaitingRoom(2, 3);
  for (const key of ['a', 'a', 'b']) void room.enter(key, () => never, atOnce);
  expect(await room.enter('a', () => never, atOnce)).toBe('at once');
  expect(await room.enter('c', () => never, atOnce)).toBe('at once');
});

test('a place is free again when the wait ends, however it ends', async () => {
  const room = new WaitingRoom(1, 1);
  await expect(room.enter('a', () => Promise.reject(new Error('gone')), atOnce)).rejects.toThrow('gone');
  expect(await room.enter('a', () => Promise.resolve('waited'), atOnce)).toBe('waited');
  expect(await room.enter('b', () => Promise.resolve('waited'), atOnce)).toBe('waited');
});
