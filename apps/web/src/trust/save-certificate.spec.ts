import { certificateFileName, derOf, isDemo } from './save-certificate.js';

describe('a certificate to take home', () => {
  it('is the bytes of the PEM block', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nAQID\nBAU=\n-----END CERTIFICATE-----\n';
    expect([...derOf(pem)]).toEqual([1, 2, 3, 4, 5]);
  });

  it('has a file name that every system takes', () => {
    expect(certificateFileName('Justera Demo Röt (2026)')).toBe('justera-demo-rot-2026.cer');
    expect(certificateFileName('证书')).toBe('certificate.cer');
  });

  it('is known as a demonstration by its name', () => {
    expect(isDemo({ name: 'Justera Demo Root' })).toBe(true);
    expect(isDemo({ name: 'Democratic Trust' })).toBe(false);
  });
});
