import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { toPem } from '#pki/parse';
import { createTestPki, type TestPki } from '#testing';
import type { TrustMaterial } from '#validation';
import { UsageError } from '../../usage.js';
import { readOptions } from './options.js';
import { readTrust } from './read-trust.js';

let folder: string;
let pki: TestPki;

beforeAll(async () => {
  pki = await createTestPki();
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-trust-'));
  const put = (name: string, bytes: Uint8Array | string) => writeFileSync(path.join(folder, name), bytes);
  put('root.pem', toPem(pki.root.der));
  put('issuing.der', pki.issuing.der);
  put('tsa.pem', toPem(pki.tsa.der));
  put('list.xml', '<TrustServiceStatusList/>');
  mkdirSync(path.join(folder, 'seals'));
  put('seals/ocsp.der', pki.ocspResponder.der);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function trustOf(...args: string[]): Promise<TrustMaterial> {
  const options = readOptions(['x.pdf', ...args.map((arg) => (/^(--|http|ec\.)/u.test(arg) ? arg : path.join(folder, arg)))]);
  if (options === 'help') throw new Error('help');
  return readTrust(options);
}

function names({ signatureAnchors, sealAnchors, timestampAnchors }: TrustMaterial): string[][] {
  const known = { root: pki.root, issuing: pki.issuing, tsa: pki.tsa, ocsp: pki.ocspResponder };
  const nameOf = (der: Uint8Array) => Object.entries(known).find(([, one]) => Buffer.from(one.der).equals(Buffer.from(der)))?.[0] ?? '?';
  return [signatureAnchors, sealAnchors, timestampAnchors].map((ders) => ders.map(nameOf));
}

test.each<[string, string[], string[][]]>([
  ['--trust is for every purpose', ['--trust', 'root.pem'], [['root'], ['root'], ['root']]],
  ['a root for signatures is none for seals and timestamps', ['--trust-signatures', 'issuing.der'], [['issuing'], [], []]],
  ['a root for seals, out of a folder, is none for signatures and timestamps', ['--trust-seals', 'seals'], [[], ['ocsp'], []]],
  ['a root for time-stamping is none for signatures and seals', ['--trust-tsa', 'tsa.pem'], [[], [], ['tsa']]],
  ['they add up', ['--trust', 'root.pem', '--trust-tsa', 'tsa.pem', '--trust-signatures', 'issuing.der'], [['root', 'issuing'], ['root'], ['root', 'tsa']]],
])('%s', async (_, args, expected) => {
  expect(names(await trustOf(...args))).toEqual(expected);
});

test.each([['--trust-tsa', 'nowhere.pem'], ['--trust-seals', 'list.xml'], ['--trust-signatures', 'list.xml'], ['--list-signer', 'list.xml']])('%s %s is wrong usage', async (...args) => {
  await expect(trustOf(...args)).rejects.toThrow(UsageError);
});

test.each([
  ['a URL without anybody who may sign', ['--trusted-list', 'http://127.0.0.1:1/l.xml']],
  ['a file without anybody who may sign', ['--trusted-list', 'list.xml']],
  ['a URL that is none', ['--trusted-list', 'http://', '--list-signer', 'root.pem']],
  ['hosts that nothing is asked of', ['--allow-host', 'ec.europa.example']],
  ['asking online, and nobody named', ['--online']],
  ['a list that is not there', ['--trusted-list', 'nowhere.xml', '--list-signer', 'root.pem']],
])('%s is wrong usage', async (_, args) => {
  await expect(trustOf(...args)).rejects.toThrow(UsageError);
});
