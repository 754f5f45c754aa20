import { signTexts } from '../text/sign/index.js';
import { explainAuthenticationError } from './authentication-error.js';

describe('identification that came to nothing', () => {
  const words = signTexts.sv.authentication;

  it('says that nothing is signed, whatever happened', () => {
    for (const code of ['authentication-cancelled', 'person-mismatch', 'never-heard-of']) {
      expect(explainAuthenticationError(code, words, 'Bo Lind')).toContain(words.nothingSigned);
    }
  });

  it('never shows the code itself', () => {
    expect(explainAuthenticationError('never-heard-of', words, 'Bo Lind').join(' ')).not.toContain('never-heard-of');
  });

  it('sends another person to the sender, not into the same identification again', () => {
    expect(explainAuthenticationError('person-mismatch', words, 'Bo Lind')[2]).toContain('Bo Lind');
  });
});
