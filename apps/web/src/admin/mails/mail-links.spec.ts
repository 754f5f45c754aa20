import { linksIn, withoutInlineStyle } from './mail-links.js';

describe('links of a mail', () => {
  it('finds each address once, without the full stop after it', () => {
    const text = 'Öppna http://127.0.0.1:8080/s/abc-DEF_1. Eller igen: http://127.0.0.1:8080/s/abc-DEF_1 (http://127.0.0.1:8080/trust)';
    expect(linksIn(text)).toEqual(['http://127.0.0.1:8080/s/abc-DEF_1', 'http://127.0.0.1:8080/trust']);
  });
});

describe('styles of a mail', () => {
  it('are carried as data, since the policy refuses them in markup', () => {
    expect(withoutInlineStyle('<style>p{}</style><p class="a" style="color:red">style= in text</p>')).toBe('<p class="a" data-style="color:red">style= in text</p>');
  });
});
