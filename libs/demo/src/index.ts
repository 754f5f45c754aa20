export type { CaughtMail } from './mail-catcher/mail-box.js';
export { startMailCatcher, type MailCatcher, type MailRefusal } from './mail-catcher/start-mail-catcher.js';
