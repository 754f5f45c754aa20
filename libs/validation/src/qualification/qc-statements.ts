import { Oid, PkiError, readDer, readOid, Tag, type Certificate } from '#pki/parse';

/** QCStatements (EN 319 412-5), as far as qualification needs them. */
export interface QcStatements {
  readonly compliance: boolean;
  readonly device: boolean;
  readonly types: readonly QcType[];
  /** Qualified under the law of countries outside the EU only (QcCClegislation, 4.2.4). */
  readonly hasOtherLegislation: boolean;
}

export type QcType = 'esignature' | 'eseal' | 'web-authentication';

const types: Readonly<Record<string, QcType>> = { '0.4.0.1862.1.6.1': 'esignature', '0.4.0.1862.1.6.2': 'eseal', '0.4.0.1862.1.6.3': 'web-authentication' };
const none: QcStatements = { compliance: false, device: false, types: [], hasOtherLegislation: false };

/** What cannot be read claims nothing. */
export function readQcStatements(certificate: Certificate): QcStatements {
  const extension = certificate.extension(Oid.qcStatements);
  if (extension === undefined) return none;
  try {
    const found = new Set<string>();
    const named: QcType[] = [];
    for (const statement of readDer(extension.value, Tag.sequence).children()) {
      const [id, information] = statement.expect(Tag.sequence).children();
      if (id === undefined) continue;
      const oid = readOid(id);
      found.add(oid);
      if (oid === '0.4.0.1862.1.6' && information !== undefined) named.push(...information.expect(Tag.sequence).children().flatMap((one) => types[readOid(one)] ?? []));
    }
    return { compliance: found.has('0.4.0.1862.1.1'), device: found.has('0.4.0.1862.1.4'), types: named, hasOtherLegislation: found.has('0.4.0.1862.1.7') };
  } catch (error) {
    if (error instanceof PkiError) return none;
    throw error;
  }
}
