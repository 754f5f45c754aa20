import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync, statSync, writeSync, closeSync, ftruncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startDemoTrustService, type DemoTrustService } from '#demo';
import { createOneTimeIdentity } from '#issuance';
import { createTimeStampClient, signFile } from '#pades';
import { systemClock } from '#platform';

// `justera extend` as a process: what it takes of memory is what the file's structure takes, and not what the file takes (ADR 10).
const root = path.resolve(__dirname, '../../..');
const main = path.join(root, 'dist/apps/cli/src/main.js');
const MB = 1024 * 1024;

let folder: string;
let trust: DemoTrustService;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  if (!existsSync(main)) throw new Error(`${main} is not built: run "npm test", which builds first`);
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-extend-memory-'));
  trust = await startDemoTrustService({ folder: at('trust'), clock: systemClock });
}, 60_000);
afterAll(async () => {
  await trust.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One page, an empty signature field, and a stream of that many zero bytes, which take no room on disk where files may have holes. */
function writeLargePdf(file: string, streamBytes: number): void {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [4 0 R] >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /PieceInfo << /X << /Private 5 0 R >> >> >>',
    '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Theirs) /F 132 /Rect [0 0 0 0] >>',
    `<< /Length ${streamBytes} >>\nstream\n`,
  ];
  let head = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const offset = head.length;
    head += `${index + 1} 0 obj\n${body}${index === 4 ? '' : '\nendobj\n'}`;
    return offset;
  });
  const tail = '\nendstream\nendobj\n';
  const table = head.length + streamBytes + tail.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const handle = openSync(file, 'w');
  writeSync(handle, head);
  ftruncateSync(handle, head.length + streamBytes);
  writeSync(handle, `${tail}xref\n0 6\n0000000000 65535 f \n${entries}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`, head.length + streamBytes);
  closeSync(handle);
}

async function signed(name: string, streamBytes: number): Promise<string> {
  writeLargePdf(at(`${name}.pdf`), streamBytes);
  const authContext = { identityProvider: 'https://idp.example', instant: systemClock.now(), levelOfAssurance: 'low' as const, reference: 'r' };
  const authority = await trust.openIssuingAuthority();
  const identity = await createOneTimeIdentity(authority, { givenName: 'Anna', surname: 'Ek', commonName: 'Anna Ek', serialNumber: 'p-1', authContext }, systemClock);
  const timestamps = createTimeStampClient({ authorities: [{ url: trust.tsaUrl }], allowedHosts: [new URL(trust.url).host], anchors: [trust.tsaRootDer] });
  await signFile({
    input: at(`${name}.pdf`), output: at(`${name}.t.pdf`), fieldName: 'Theirs', signerName: 'Anna Ek', roleTitle: '', methodText: 'kod', language: 'sv', identity, signingTime: systemClock.now(),
    timeZone: 'Europe/Stockholm', timestamps, appearance: 'none',
  });
  return at(`${name}.t.pdf`);
}

/** Asynchronous, because the trust service answers from this very process. @returns the most memory it held, in bytes */
function extend(input: string, output: string): Promise<number> {
  const tell = "data:text/javascript,process.on('exit',()=>process.stderr.write('\\nmost '+process.resourceUsage().maxRSS))";
  const child = spawn(process.execPath, ['--import', tell, main, 'extend', input, '--level', 'B-LTA', '--tsa', trust.tsaUrl, '-o', output], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => (code === 0 ? resolve(Number(/most (\d+)/u.exec(said)?.[1]) * 1024) : reject(new Error(`exit ${String(code)}: ${said}`))));
  });
}

test('a file of 256 MB is extended to B-LTA in as much memory as a small one, within 64 MB', async () => {
  const small = await extend(await signed('small', 1000), at('small.lta.pdf'));
  const large = await extend(await signed('large', 256 * MB), at('large.lta.pdf'));
  expect(statSync(at('large.lta.pdf')).size).toBeGreaterThan(256 * MB);
  expect((large - small) / MB).toBeLessThan(64);
}, 180_000);
