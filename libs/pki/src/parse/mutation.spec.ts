import { createHash } from 'node:crypto';
import * as fc from 'fast-check';

import { addSignatureTimeStamp, buildOcspRequest, buildTimeStampRequest, parseOcspRequest, parseTimeStampRequest, signCms } from '#pki/build';
import {
  buildAndValidatePath, essSigningCertificate, parseCertificate, parseCrl, parseOcspResponse, parseSignedData, parseTimeStampResponse,
  parseTimeStampToken, PkiError, splitPadding, verifyCrl, verifyOcspResponse, verifySignerInfo, verifyTimeStampToken,
} from '#pki/parse';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';

/** Enough to meet every branch each time the tests run; raise it by hand for a long night. */
const RUNS = { numRuns: 1500 };

const digest = createHash('sha256').update('content').digest();
let pki: TestPki;
let person: TestCertificate;
let message: Uint8Array;
let token: Uint8Array;
let crl: Uint8Array;
let ocsp: Uint8Array;

beforeAll(async () => {
  pki = await createTestPki();
  person = await pki.oneTime();
  token = await pki.timestamp(digest);
  message = addSignatureTimeStamp(await signCms({ contentDigest: digest, certificates: [person.certificate], signer: person.signer }), token);
  crl = await pki.crl(pki.root, [{ serialNumber: 'abcd', revokedAt: pki.now, reason: 'superseded' }]);
  ocsp = await pki.ocsp(pki.issuing);
});

type Edit = { readonly kind: 'flip' | 'set' | 'insert' | 'delete' | 'cut' | 'copy'; readonly at: number; readonly value: number; readonly length: number };

const edits = fc.array(
  fc.record<Edit>({
    kind: fc.constantFrom('flip', 'set', 'insert', 'delete', 'cut', 'copy'),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    // Tags and length octets are what parsers stumble over.
    value: fc.oneof(fc.constantFrom(0x00, 0x30, 0x31, 0x80, 0x81, 0x84, 0xa0, 0xa1, 0xff, 0x24, 0x1f), fc.integer({ min: 0, max: 255 })),
    length: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 4 },
);

function mutate(original: Uint8Array, changes: readonly Edit[]): Uint8Array {
  let bytes = Buffer.from(original);
  for (const { kind, at, value, length } of changes) {
    const i = Math.floor(at * bytes.length);
    const [before, after] = [bytes.subarray(0, i), bytes.subarray(i)];
    if (kind === 'flip') bytes[i] = (bytes[i] ?? 0) ^ (1 << value % 8);
    if (kind === 'set') bytes[i] = value;
    if (kind === 'insert') bytes = Buffer.concat([before, Buffer.of(value), after]);
    if (kind === 'delete') bytes = Buffer.concat([before, after.subarray(length)]);
    if (kind === 'cut') bytes = Buffer.from(before);
    if (kind === 'copy') bytes = Buffer.concat([before, after.subarray(0, length), after]);
  }
  return bytes;
}

/** Runs work that may only fail with our typed errors. */
function typed<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

describe('mutants', () => {
  test('of a certificate: a typed error, or a certificate that no longer verifies unless its signed bytes are whole', () => {
    fc.assert(fc.property(edits, (changes) => {
      const certificate = typed(() => parseCertificate(mutate(person.der, changes)));
      if (certificate === undefined) return;
      typed(() => certificate.publicKey);
      const result = buildAndValidatePath(certificate, { anchors: [pki.root.certificate], intermediates: [pki.issuing.certificate], at: pki.now, revocation: 'skip' });
      if (result.status === 'valid') expect(same(certificate.tbs, person.certificate.tbs)).toBe(true);
    }), RUNS);
  });

  test('of a signature: never intact over other signed attributes or another content', () => {
    const [genuine] = parseSignedData(message).signerInfos;
    fc.assert(fc.property(edits, (changes) => {
      const data = typed(() => parseSignedData(mutate(message, changes)));
      for (const signer of data?.signerInfos ?? []) {
        typed(() => essSigningCertificate(signer));
        const { intact } = verifySignerInfo(signer, person.certificate, { digest });
        if (intact) expect(same(signer.signedAttributesDer ?? new Uint8Array(), genuine?.signedAttributesDer ?? new Uint8Array())).toBe(true);
        expect(verifySignerInfo(signer, person.certificate, { digest: new Uint8Array(32) }).intact).toBe(false);
      }
    }), RUNS);
  });

  test('of a padded or BER message: cut or refused', () => {
    const padded = Buffer.concat([message, Buffer.alloc(64)]);
    fc.assert(fc.property(edits, (changes) => {
      const mutant = mutate(padded, changes);
      const cut = typed(() => splitPadding(mutant));
      if (cut !== undefined) expect(cut.message.length + cut.padding).toBe(mutant.length);
      typed(() => parseSignedData(Buffer.concat([Buffer.from([0x30, 0x80]), mutant])));
    }), RUNS);
  });

  test('of a token: valid only with the same time and imprint', () => {
    const genuine = parseTimeStampToken(token);
    fc.assert(fc.property(edits, (changes) => {
      const mutant = typed(() => parseTimeStampToken(mutate(token, changes)));
      if (mutant === undefined || !verifyTimeStampToken(mutant, digest).valid) return;
      expect([mutant.genTime, Buffer.from(mutant.imprint)]).toEqual([genuine.genTime, Buffer.from(genuine.imprint)]);
    }), RUNS);
  });

  test('of a CRL and an OCSP answer: believed only whole', () => {
    fc.assert(fc.property(edits, (changes) => {
      const list = typed(() => parseCrl(mutate(crl, changes)));
      if (list !== undefined) {
        typed(() => list.entries);
        if (verifyCrl(list, pki.root.certificate).valid) expect(same(list.tbs, parseCrl(crl).tbs)).toBe(true);
      }
      const answer = typed(() => parseOcspResponse(mutate(ocsp, changes)));
      if (answer === undefined) return;
      const about = { certificate: pki.issuing.certificate, issuer: pki.root.certificate };
      if (verifyOcspResponse(answer, about).valid) expect(same(answer.tbs, parseOcspResponse(ocsp).tbs)).toBe(true);
    }), RUNS);
  });

  test('of what a server is sent: typed errors only', () => {
    const ocspRequest = buildOcspRequest({ certificate: pki.issuing.certificate, issuer: pki.root.certificate, nonce: new Uint8Array(16) });
    const stampRequest = buildTimeStampRequest({ hash: 'sha256', imprint: digest, nonce: new Uint8Array(8) }).der;
    fc.assert(fc.property(edits, (changes) => {
      typed(() => parseOcspRequest(mutate(ocspRequest, changes)));
      typed(() => parseTimeStampRequest(mutate(stampRequest, changes)));
      typed(() => parseTimeStampResponse(mutate(token, changes)));
    }), RUNS);
  });

  test('nesting without end is refused, not followed', () => {
    const deep = Buffer.alloc(200_000);
    for (let i = 0; i < deep.length; i += 2) deep.writeUInt16BE(0x3080, i);
    expect(typed(() => parseSignedData(deep))).toBeUndefined();
    expect(typed(() => splitPadding(deep))).toBeUndefined();
  });
});
