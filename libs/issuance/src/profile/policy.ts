/**
 * The policy a one-time certificate is issued under when the body has no arc of its own: an OID made from a random UUID
 * (ITU-T X.667), so that it collides with nobody's and claims nobody's arc.
 */
export const DEFAULT_POLICY_OID = '2.25.158519297394303226658204041952022630044';
