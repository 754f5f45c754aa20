import { paths, routeOf } from './route.js';

describe('addresses of the desk', () => {
  it.each([
    ['/admin', { page: 'cases' }],
    ['/admin/', { page: 'cases' }],
    ['/admin/new', { page: 'newCase' }],
    ['/admin/cases/0195', { page: 'case', id: '0195' }],
    ['/admin/cases', { page: 'cases' }],
    ['/admin/mails', { page: 'mails' }],
    ['/admin/mails/7', { page: 'mail', id: '7' }],
    ['/admin/nonsense', { page: 'cases' }],
  ])('%s', (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  it('finds an id again, whatever it holds', () => {
    expect(routeOf(paths.case('a/b c'))).toEqual({ page: 'case', id: 'a/b c' });
  });
});
