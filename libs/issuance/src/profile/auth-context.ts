import { encodeExtension, sequence, utf8String } from '#pki/build';
import { DerError, Oid, readDer, readString, Tag, type Certificate } from '#pki/parse';
import type { AssuranceLevel, AuthContext } from './certificate-subject.js';

/** RFC 7773 §3: the context type whose information is the XML of the same section. */
export const SACI = 'http://id.elegnamnden.se/auth-cont/1.0/saci';

/**
 * eIDAS level identifiers for means of identification that no member state has notified: the level is the body's own
 * finding, and the certificate must not claim more.
 */
const classRefs: Readonly<Record<AssuranceLevel, string>> = {
  low: 'http://eidas.europa.eu/NotNotified/LoA/low',
  substantial: 'http://eidas.europa.eu/NotNotified/LoA/substantial',
  high: 'http://eidas.europa.eu/NotNotified/LoA/high',
};

/** AuthContextInfo of RFC 7773 §3.1.1. IdAttributes is left out: the attribute mapping is kept in evidence. */
export function authContextXml(context: AuthContext): string {
  const provider = `IdentityProvider="${escapeAttribute(context.identityProvider)}"`;
  const instant = `AuthenticationInstant="${context.instant.toISOString()}"`;
  const level = `AuthnContextClassRef="${classRefs[context.levelOfAssurance]}"`;
  const reference = `AssertionRef="${escapeAttribute(context.reference)}"`;
  return `<saci:SAMLAuthContext xmlns:saci="${SACI}"><saci:AuthContextInfo ${provider} ${instant} ${level} ${reference}/></saci:SAMLAuthContext>`;
}

const contextType = utf8String(SACI);

/** Not critical (RFC 7773 §2). */
export function authContextExtension(context: AuthContext): Uint8Array {
  return encodeExtension(Oid.authContext, false, sequence(sequence(contextType, utf8String(authContextXml(context)))));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;',
};

const special = /[&<>"'\t\n\r]/;

function escapeAttribute(value: string): string {
  return special.test(value) ? value.replace(/[&<>"'\t\n\r]/g, (character) => entities[character] ?? character) : value;
}

/** The contexts of a certificate's extension as (type, information) pairs; undefined when it is absent or malformed. */
export function readAuthContexts(certificate: Certificate): { type: string; information: string }[] | undefined {
  const extension = certificate.extension(Oid.authContext);
  if (extension === undefined) return undefined;
  try {
    return readDer(extension.value, Tag.sequence).children().map((node) => {
      const cursor = node.expect(Tag.sequence).cursor();
      const type = readString(cursor.next(Tag.utf8String));
      const information = cursor.optional(Tag.utf8String);
      cursor.end();
      return { type, information: information === undefined ? '' : readString(information) };
    });
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
