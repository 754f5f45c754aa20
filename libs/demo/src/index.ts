export type { CaughtMail } from './mail-catcher/mail-box.js';
export { startMailCatcher, type MailCatcher, type MailRefusal } from './mail-catcher/start-mail-catcher.js';
export type { DemoPerson } from './openid-provider/persons.js';
export { DEMO_ACR } from './openid-provider/provider-configuration.js';
export { startDemoOpenIdProvider, type DemoOpenIdProvider } from './openid-provider/start-demo-open-id-provider.js';
export { createSampleMinutes, type SampleOptions } from './sample-minutes/create-sample-minutes.js';
export type { TrustServicePart } from './trust-service/routes.js';
export { startDemoTrustService, type DemoTrustService } from './trust-service/start-demo-trust-service.js';
export { DEMO_TIME_STAMP_POLICY } from './trust-service/time-stamping.js';
