export { finishOpenIdConnect, type SavedOpenIdConnect } from './finish-open-id-connect.js';
export type { ClaimNames, OpenIdConnectConfig } from './open-id-connect-config.js';
export { startOpenIdConnect, type StartedOpenIdConnect } from './start-open-id-connect.js';
