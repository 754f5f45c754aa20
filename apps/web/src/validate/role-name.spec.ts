import { roleName } from './role-name.js';

test('a role that a manifest makes up is said as it stands, also where every object has something by that name', () => {
  expect(['revisor', 'constructor', '__proto__'].map((role) => roleName(role, null, 'sv'))).toEqual(['revisor', 'constructor', '__proto__']);
  expect(roleName('chair', 'Ordförande', 'en')).toBe('chair');
});
