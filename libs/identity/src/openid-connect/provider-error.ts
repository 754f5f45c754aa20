import * as client from 'openid-client';
import { IdentityError, type IdentityErrorCode } from '../identity-error.js';

// The library's messages may quote an answer, and an answer may hold tokens: only codes go on, and no `cause`.

/** What went wrong before anybody was asked anything. */
export function discoveryError(error: unknown): IdentityError {
  return isUnreachable(error)
    ? new IdentityError('provider-unreachable', 'discovery')
    : new IdentityError(codeOf(error) === 'OAUTH_HTTP_REQUEST_FORBIDDEN' ? 'insecure-provider' : 'provider-misconfigured', codeOf(error));
}

/** What went wrong between the person's return and the assertion. */
export function answerError(error: unknown): IdentityError {
  if (error instanceof client.AuthorizationResponseError) return new IdentityError(authorizationErrors.get(error.error) ?? 'authentication-failed');
  if (error instanceof client.ResponseBodyError) {
    if (error.status >= 500) return new IdentityError('provider-unreachable', 'token endpoint');
    return new IdentityError(tokenErrors.get(error.error) ?? 'authentication-failed');
  }
  if (error instanceof client.WWWAuthenticateChallengeError) return new IdentityError('provider-misconfigured', 'the client is refused');
  if (isUnreachable(error)) return new IdentityError('provider-unreachable', 'token endpoint');
  return new IdentityError('answer-invalid', codeOf(error));
}

// RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6, OpenID Connect Unmet Authentication Requirements 1.0.
const authorizationErrors: ReadonlyMap<string, IdentityErrorCode> = new Map<string, IdentityErrorCode>([
  ['access_denied', 'authentication-cancelled'],
  ['temporarily_unavailable', 'provider-unreachable'],
  ['server_error', 'provider-unreachable'],
  ['unmet_authentication_requirements', 'level-of-assurance-too-low'],
  ['unauthorized_client', 'provider-misconfigured'],
  ['invalid_request', 'provider-misconfigured'],
  ['invalid_scope', 'provider-misconfigured'],
  ['unsupported_response_type', 'provider-misconfigured'],
]);

// RFC 6749 §5.2: invalid_grant is a code that is wrong, used, too old, or not bound to our verifier.
const tokenErrors: ReadonlyMap<string, IdentityErrorCode> = new Map<string, IdentityErrorCode>([
  ['invalid_grant', 'answer-invalid'],
  ['invalid_client', 'provider-misconfigured'],
  ['unauthorized_client', 'provider-misconfigured'],
  ['invalid_request', 'provider-misconfigured'],
]);

function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true;
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') {
    const response = error instanceof Error ? error.cause : undefined;
    return response instanceof Response && (response.status >= 500 || response.status === 429);
  }
  return isNetworkFailure(error) || (error instanceof client.ClientError && isNetworkFailure(error.cause));
}

/**
 * fetch() reports every network failure as a TypeError with the system's error as its cause; the library's own
 * TypeErrors have a code. By name, since the error may come from another realm, which `instanceof` does not know.
 */
function isNetworkFailure(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  return 'name' in error && error.name === 'TypeError' && 'cause' in error && error.cause !== undefined && !('code' in error);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
