import { placeOf } from './screen.js';

describe('where the signatory is', () => {
  it.each([
    ['', 'read', undefined],
    ['#identify', 'identify', undefined],
    ['#consent', 'approve', undefined],
    ['#error=authentication-cancelled', 'identify', 'authentication-cancelled'],
    ['#something', 'read', undefined],
    ['#error=<script>', 'read', undefined],
  ])('%s is %s', (hash, screen, error) => {
    expect(placeOf(hash)).toEqual({ screen, error });
  });
});
