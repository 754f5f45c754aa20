import { readFileSync, statSync } from 'node:fs';
import { parseCertificate, parsePem, PkiError } from '#pki/parse';
import { filesUnder } from '../files-under.js';
import { TrustError } from '../trust-error.js';

export interface AnchorFiles {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  /** Files that hold XML: trusted lists, to be read by those who can. */
  readonly xmlFiles: readonly string[];
  /** Files of a folder that hold no certificate, with why; one that was named itself is refused instead. */
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
}

/**
 * Reads certificates from PEM and DER files and from folders of them, whatever the files are called.
 * @throws TrustError when a named file is not there or holds nothing usable
 */
export function readAnchorFiles(paths: readonly string[]): AnchorFiles {
  const certificates: Uint8Array[] = [];
  const xmlFiles: string[] = [];
  const skipped: { file: string; why: string }[] = [];
  for (const given of paths) {
    const isFolder = statOf(given).isDirectory();
    const before = certificates.length + xmlFiles.length;
    for (const file of isFolder ? filesUnder(given) : [given]) {
      try {
        const bytes = readFileSync(file);
        if (isXml(bytes)) xmlFiles.push(file);
        else certificates.push(...certificatesIn(file, bytes));
      } catch (error) {
        if (!isFolder) throw error;
        skipped.push({ file, why: error instanceof Error ? error.message : 'unreadable' });
      }
    }
    if (isFolder && certificates.length + xmlFiles.length === before) {
      throw new TrustError('trust-file-without-certificate', `${given}: there is no certificate in the folder`);
    }
  }
  return { certificates, xmlFiles, skipped };
}

function statOf(given: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(given);
  } catch (error) {
    throw new TrustError('trust-file-not-found', `${given}: cannot be read`, { cause: error });
  }
}

function isXml(bytes: Uint8Array): boolean {
  return /^(?:\uFEFF)?\s*</u.test(Buffer.from(bytes.subarray(0, 200)).toString('utf8'));
}

function certificatesIn(file: string, bytes: Buffer): Uint8Array[] {
  const blocks = bytes.includes('-----BEGIN') ? parsePem(bytes.toString('latin1')) : [new Uint8Array(bytes)];
  if (blocks.length === 0) throw new TrustError('trust-file-without-certificate', `${file}: there is no certificate in it`);
  for (const der of blocks) {
    try {
      parseCertificate(der);
    } catch (error) {
      if (error instanceof PkiError) throw new TrustError('trust-certificate-unreadable', `${file}: what is in it is not a certificate`, { cause: error });
      throw error;
    }
  }
  return blocks;
}
