// The smallest CAdES message there is (content-type, message-digest, signing-certificate-v2), for peers that need somebody to sign. Written apart from
// our product, so that peers are not measured with our code.
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pemBytes } from '../inputs/keys.mjs';

function lengthOf(count) {
  if (count < 0x80) return Buffer.from([count]);
  if (count < 0x100) return Buffer.from([0x81, count]);
  return Buffer.from([0x82, count >> 8, count & 0xff]);
}

function tlv(tag, ...contents) {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

function oid(dotted) {
  const [top, second, ...rest] = dotted.split('.').map(Number);
  const octets = [top * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left & 0x7f) | 0x80);
    octets.push(...digits);
  }
  return tlv(6, Buffer.from(octets));
}

const names = {
  data: oid('1.2.840.113549.1.7.1'), signedData: oid('1.2.840.113549.1.7.2'), contentType: oid('1.2.840.113549.1.9.3'), messageDigest: oid('1.2.840.113549.1.9.4'),
  signingCertificate: oid('1.2.840.113549.1.9.16.2.47'), sha256: oid('2.16.840.1.101.3.4.2.1'), rsa: oid('1.2.840.113549.1.1.11'), ecdsa: oid('1.2.840.10045.4.3.2'),
};
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

function read(bytes, at) {
  let length = bytes[at + 1];
  let start = at + 2;
  if (length & 0x80) {
    const count = length & 0x7f;
    length = 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + bytes[start + i];
    start += count;
  }
  return { tag: bytes[at], start, end: start + length, whole: bytes.subarray(at, start + length) };
}

/** Key, certificate, and of the certificate what CMS repeats. */
export function loadKey(folder, name) {
  const der = pemBytes(path.join(folder, `${name}.crt`));
  const tbs = read(der, read(der, 0).start);
  const version = read(der, tbs.start);
  const serial = read(der, version.tag === 0xa0 ? version.end : tbs.start);
  const issuer = read(der, read(der, serial.end).end);
  return { der, serial: serial.whole, issuer: issuer.whole, key: createPrivateKey(readFileSync(path.join(folder, `${name}.key`))) };
}

const attribute = (type, value) => tlv(0x30, type, tlv(0x31, value));

export function handCms(content, signer, chain) {
  const id = tlv(0x30, tlv(0x30, tlv(0x30, tlv(4, sha256(signer.der)), tlv(0x30, tlv(0x30, tlv(0xa4, signer.issuer)), signer.serial))));
  const attributes = Buffer.concat([attribute(names.contentType, names.data), attribute(names.messageDigest, tlv(4, sha256(content))), attribute(names.signingCertificate, id)].sort(Buffer.compare));
  const signature = sign('sha256', tlv(0x31, attributes), signer.key);
  const digest = tlv(0x30, names.sha256);
  const algorithm = signer.key.asymmetricKeyType === 'ec' ? tlv(0x30, names.ecdsa) : tlv(0x30, names.rsa, Buffer.from([5, 0]));
  const info = tlv(0x30, Buffer.from([2, 1, 1]), tlv(0x30, signer.issuer, signer.serial), digest, tlv(0xa0, attributes), algorithm, tlv(4, signature));
  return tlv(0x30, names.signedData, tlv(0xa0, tlv(0x30, Buffer.from([2, 1, 1]), tlv(0x31, digest), tlv(0x30, names.data), tlv(0xa0, signer.der, ...chain), tlv(0x31, info))));
}
