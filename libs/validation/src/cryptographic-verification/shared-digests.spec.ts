import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { digestSignedZones, type DigestRequest } from './shared-digests.js';

const sha = (algorithm: string, ...parts: Uint8Array[]) => createHash(algorithm).update(Buffer.concat(parts)).digest('hex');

test('one shared pass gives what hashing each signature from byte 0 gives', () => {
  const zone = fc.tuple(fc.nat(200), fc.nat(50), fc.nat(100), fc.constantFrom('sha256', 'sha384', 'sha512'));
  fc.assert(fc.property(fc.uint8Array({ minLength: 400, maxLength: 400 }), fc.array(zone, { maxLength: 8 }), fc.array(fc.nat(400), { maxLength: 5 }), (bytes, zones, ends) => {
    const requests: DigestRequest[] = zones.map(([gapStart, gap, tail, algorithm]) => ({ algorithm, zone: { gapStart, gapEnd: gapStart + gap, end: gapStart + gap + tail } }));
    const shared = digestSignedZones(bytes, requests, ends);
    requests.forEach(({ algorithm, zone: { gapStart, gapEnd, end } }, index) => {
      expect(Buffer.from(shared.digests[index] ?? []).toString('hex')).toBe(sha(algorithm, bytes.subarray(0, gapStart), bytes.subarray(gapEnd, end)));
    });
    for (const end of ends) expect(shared.prefixSha256.get(end)).toBe(sha('sha256', bytes.subarray(0, end)));
    expect(shared.fileSha256).toBe(sha('sha256', bytes));
  }));
});
