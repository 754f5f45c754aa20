import { Secret } from './secret.js';

const HIDDEN = '[redacted]';
/** Log records are small; what is deeper than this is a mistake, and cutting it keeps a cycle from hanging us. */
const MAX_DEPTH = 8;

const SECRET_KEY =
  /token|secret|passw|passphrase|pepper|authorization|cookie|verifier|nonce|private_?key|api_?key|email_?code|personal_?number|personnummer/i;
/** Facts about secrets that may be shown: hashes of them, ids of their rows, counts. */
const HARMLESS_KEY = /sha256$|id$|count$|kind$/i;

/** A one-time code as people type it. Error codes are words and stay. */
const LOOKS_LIKE_A_CODE = /^\s*\d(?:[\s-]?\d){3,11}\s*$/;

const SCRUBS: readonly [RegExp, string][] = [
  // Personal links: /s/<token> and /d/<token>, whatever stands before and after.
  [/(\/[sd]\/)[^\s/?#"'<>]+/g, `$1${HIDDEN}`],
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, `$1 ${HIDDEN}`],
  [/\b(justera_\w+=)[^;\s"']+/gi, `$1${HIDDEN}`],
  [/([?&](?:code|state|token|id_token|access_token|code_verifier|nonce|client_secret)=)[^&\s"'#]+/gi, `$1${HIDDEN}`],
  // userinfo in a URL: postgres://user:password@host
  [/(\w+:\/\/[^\s:/@]*):[^\s@/]+@/g, `$1:${HIDDEN}@`],
  // Swedish personal identity numbers: YYYYMMDD-NNNN and YYMMDD-NNNN.
  [/\b(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-8]\d|9[01])[-+]\d{4}(?![-\w])/g, HIDDEN],
];

/** `text` without personal links, bearer tokens, cookies, callback parameters, URL passwords and identity numbers. */
export function redactText(text: string): string {
  return SCRUBS.reduce((scrubbed, [pattern, replacement]) => scrubbed.replace(pattern, replacement), text);
}

/** A copy of `value` fit for a log: secret-named members hidden, strings scrubbed, bytes told by length only. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? value.toString() : value;
  if (value instanceof Secret) return HIDDEN;
  if (value instanceof Date) return value;
  if (value instanceof URL) return redactText(value.href);
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redactMember(key, member, depth)]));
}

function redactMember(key: string, member: unknown, depth: number): unknown {
  const isObject = typeof member === 'object' && member !== null && !(member instanceof Secret);
  if (SECRET_KEY.test(key) && !HARMLESS_KEY.test(key) && !(isObject && !Array.isArray(member))) return HIDDEN;
  // The state of a case is a word; the `state` of an OpenID Connect request is a long random string.
  if (/^state$/i.test(key) && typeof member === 'string' && member.length > 24) return HIDDEN;
  if (/code$/i.test(key) && (typeof member === 'number' ? member > 9999 : typeof member === 'string' && LOOKS_LIKE_A_CODE.test(member))) {
    return HIDDEN;
  }
  return redact(member, depth + 1);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const own = Object.fromEntries(
    Object.entries(error)
      // pg puts the offending row and parameters there; both may hold personal data.
      .filter(([key]) => !['parameters', 'detail', 'where', 'driverError', 'query', 'cause'].includes(key))
      .map(([key, member]) => [key, redactMember(key, member, depth)]),
  );
  return {
    ...own,
    type: error.name,
    message: redactText(error.message),
    stack: error.stack === undefined ? undefined : redactText(error.stack),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}
