export {
  EMAIL_CODE,
  checkEmailCode,
  formatEmailCode,
  hashEmailCode,
  makeEmailCode,
  readTypedCode,
  type EmailCodeCheck,
  type StoredEmailCode,
} from './email-code.js';
export { EMAIL_PROVIDER, emailCodeAssertion } from './email-code-assertion.js';
export { maskAddress } from './mask-address.js';
