import { bundle } from '../keys/bundle.js';
import { certify } from '../keys/certify.js';
import { crl } from '../keys/crl.js';
import { passphraseHelp } from '../keys/passphrase.js';
import { request } from '../keys/request.js';
import { root } from '../keys/root.js';
import { show } from '../keys/show.js';
import { reported } from '../signing/failure.js';
import { UsageError } from '../usage.js';

export const keysHelp = `usage: justera keys STEP …     (docs/runbooks/issuing-ca.md walks through a ceremony)

  root     --key NEW --name CN [--years 20] -o root.pem
           a root key and its certificate; on a machine without a network
  request  --key NEW --name CN -o issuing.csr
           an issuing key where it shall live, and a request to have it certified
  certify  --key ROOT --certificate root.pem --request issuing.csr --fingerprint HEX --as issuing [--years 5] [--crl-url URL] -o issuing.pem
           the root certifies a request; HEX is what "request" printed, carried there by another way than the file.
           --as issuing, time-stamping, ocsp or seal
  crl      --key ROOT --certificate root.pem (--first | --previous old.crl) [--days 30] -o new.crl
           the next revocation list; the one before is the register, so keep it
  revoke   --key ROOT --certificate root.pem (--first | --previous old.crl) --revoke CERTIFICATE --reason REASON [--at TIME] [--days 30] -o new.crl
           the same with one more certificate revoked. REASON: keyCompromise, cACompromise, superseded, cessationOfOperation, …
  bundle   --key FILE --certificate FILE -o NEW.p12
           key, certificate and chain in one PKCS #12 file
  show     FILE…
           certificates, requests and revocation lists with their fingerprints

  --key ADDRESS              a file (PEM or PKCS #12), or pkcs11:token=LABEL;object=LABEL?module-path=/path/of/library.so
  --kind KIND                of a new key: P-256, P-384, RSA-3072, RSA-4096; P-384 for a root, else P-256
  --name, --organization, --organization-identifier, --country
                             what the subject is called
  --crl-url, --ocsp-url, --ca-issuers-url   addresses to be written into a certificate; each may be repeated
${passphraseHelp}

Nothing is ever overwritten. Exit code: 0 done; 64 wrong command line; 65 a file or key cannot be used; 66 a file is missing; 77 not permitted.`;

const steps: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  root, request, certify, bundle, show,
  crl: (args) => crl(args, false),
  revoke: (args) => crl(args, true),
};

/** `justera keys`. */
export function keys(args: readonly string[]): Promise<number> {
  return reported('keys', async () => {
    const [name = '', ...rest] = args;
    if (name === '--help' || name === '-h' || rest.includes('--help')) {
      console.log(keysHelp);
      return 0;
    }
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    if (step === undefined) throw new UsageError(`${name === '' ? 'say which step' : `there is no step "${name}"`}: ${Object.keys(steps).join(', ')}; "justera keys --help" says more`);
    await step(rest);
    return 0;
  });
}
