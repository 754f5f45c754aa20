export { hashLinkToken, makeLinkToken, type Link, type LinkPurpose, type LinkToken } from './link/link-token.js';
export type {
  CompletedMail,
  DeclinedMail,
  EscalationMail,
  Expiry,
  ExtendedMail,
  InvitationMail,
  MailCase,
  MailContent,
  MailKind,
  MailPerson,
  NeedsAttentionMail,
  NoticeMail,
  OneTimeCodeMail,
  ReminderMail,
  ReplacedMail,
  SignedMail,
  SupersededMail,
  WithdrawnMail,
} from './mail/mail-content.js';
export { renderMail, type RenderedMail } from './mail/render-mail.js';
export { isMailAddress } from './sender/mail-address.js';
export { MailError, type MailErrorCode } from './sender/mail-error.js';
export { createMailSender, type MailSender, type MailSenderConfig, type OutgoingMail } from './sender/mail-sender.js';
export { messageIdFor } from './sender/message-id.js';
export type { TlsMode } from './sender/smtp-options.js';
