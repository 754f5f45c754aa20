// Keys for contenders that are not ours, made by openssl for this run of the bench and thrown away with its work folder.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';

export const passphrase = 'bench';

const extensions = `basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
`;

function openssl(folder, ...args) {
  const done = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  if (done.error || done.status !== 0) throw new Error(`openssl ${args[0]}: ${done.error ?? done.stderr}`);
}

/** A CA, and for `rsa2048` and `p256` a key, a certificate and a PKCS #12 file. Undefined where there is no openssl. */
export function benchKeys(work) {
  if (spawnSync('openssl', ['version']).status !== 0) return undefined;
  const folder = path.join(work, 'keys');
  if (existsSync(path.join(folder, 'p256.p12'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'extensions.cnf'), extensions);
  openssl(folder, 'req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-sha256', '-days', '30', '-subj', '/C=SE/O=Bench/CN=Bench CA', '-keyout', 'ca.key', '-out', 'ca.crt',
    '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
  for (const [name, ...key] of [['rsa2048', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], ['p256', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']]) {
    openssl(folder, 'genpkey', ...key, '-out', `${name}.key`);
    openssl(folder, 'req', '-new', '-key', `${name}.key`, '-subj', '/C=SE/O=Bench/CN=Anna Ek', '-out', `${name}.csr`);
    openssl(folder, 'x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30', '-sha256', '-extfile', 'extensions.cnf', '-out', `${name}.crt`);
    openssl(folder, 'pkcs12', '-export', '-inkey', `${name}.key`, '-in', `${name}.crt`, '-certfile', 'ca.crt', '-name', name, '-passout', `pass:${passphrase}`, '-out', `${name}.p12`);
  }
  return folder;
}

/** The DER inside a PEM file. */
export function pemBytes(file) {
  return Buffer.from(readFileSync(file, 'utf8').replace(/-----[^-]+-----|\s/g, ''), 'base64');
}
