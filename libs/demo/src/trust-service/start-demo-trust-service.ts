import { createServer, type RequestListener } from 'node:http';
import type { IssuingAuthority } from '#issuance';
import type { RevocationReason } from '#pki/parse';
import { errorCode, type Clock } from '#platform';
import { listenOnLoopback, type Listening } from '../http/listen.js';
import { openAuthorities } from './authorities.js';
import { answerRequest, type TrustServicePart, type TrustServiceWorld } from './routes.js';
import { makeFolder, readState, writeState } from './state.js';

export interface DemoTrustService {
  /** `http://127.0.0.1:port`: `/tsa`, `/ocsp`, `/root.crl`, `/issuing.crl`, `/root.cer`, `/issuing.cer`, `/tsa.cer`. */
  readonly url: string;
  readonly tsaUrl: string;
  readonly ocspUrl: string;
  /** The anchor of signatures, DER. */
  readonly rootDer: Uint8Array;
  /** The anchor of timestamps, DER: the same root. */
  readonly tsaRootDer: Uint8Array;
  /** DER. */
  readonly issuingCertificate: Uint8Array;
  /** To be written into one-time certificates (caIssuers). */
  readonly issuingCertificateUrl: string;
  /** For a signing component in a process of its own (`openKeyFile` of `#issuance`). */
  readonly issuingKeyFile: string;
  readonly issuingKeyPassphrase: string;
  openIssuingAuthority(): Promise<IssuingAuthority>;
  /** Revokes a certificate of the root, for ever: the key folder remembers it. `serialNumber` is lower-case hex. */
  revoke(serialNumber: string, at: Date, reason?: RevocationReason): Promise<void>;
  /** For tests of trouble: answers 503 until repaired. */
  breakPart(part: TrustServicePart): void;
  repairPart(part: TrustServicePart): void;
  stop(): Promise<void>;
}

/**
 * Starts root, issuing CA, OCSP responder, CRLs and an RFC 3161 TSA over HTTP on loopback. Keys are made at the first
 * start and kept in `folder` (0700, files 0600). Every certificate says that it is a demo's, and production refuses it.
 *
 * The port is kept too, since it stands in the certificates. Where it is taken, another one is used, with a new issuing
 * CA and TSA under the same root.
 */
export async function startDemoTrustService(options: { folder: string; clock: Clock; port?: number }): Promise<DemoTrustService> {
  const { folder, clock } = options;
  await makeFolder(folder);
  const earlier = await readState(folder);
  let listener: RequestListener = (_request, response) => void response.writeHead(503).end();
  const listening = await listen((request, response) => listener(request, response), options.port ?? earlier?.port ?? 0);
  try {
    const authorities = await openAuthorities(folder, listening.url, clock.now());
    const { root, issuing, timeStamping, ocspResponder } = authorities;
    const serials = [issuing, timeStamping, ocspResponder].map(({ certificate }) => certificate.serialNumber);
    const broken = new Set<TrustServicePart>();
    const world: TrustServiceWorld = {
      authorities,
      clock,
      broken,
      state: { version: 1, port: listening.port, issuedByRoot: [...new Set([...(earlier?.issuedByRoot ?? []), ...serials])], revoked: earlier?.revoked ?? [] },
    };
    await writeState(folder, world.state);
    listener = serve(world);
    return {
      url: listening.url,
      tsaUrl: `${listening.url}/tsa`,
      ocspUrl: `${listening.url}/ocsp`,
      rootDer: root.certificate.der,
      tsaRootDer: root.certificate.der,
      issuingCertificate: issuing.certificate.der,
      issuingCertificateUrl: `${listening.url}/issuing.cer`,
      issuingKeyFile: authorities.issuingKeyFile,
      issuingKeyPassphrase: authorities.passphrase,
      openIssuingAuthority: () => Promise.resolve(issuing),
      async revoke(serialNumber, at, reason = 'unspecified') {
        const others = world.state.revoked.filter((entry) => entry.serialNumber !== serialNumber);
        world.state = { ...world.state, revoked: [...others, { serialNumber, revokedAt: at.toISOString(), reason }] };
        await writeState(folder, world.state);
      },
      breakPart: (part) => void broken.add(part),
      repairPart: (part) => void broken.delete(part),
      stop: listening.stop,
    };
  } catch (error) {
    await listening.stop();
    throw error;
  }
}

async function listen(listener: RequestListener, port: number): Promise<Listening> {
  try {
    return await listenOnLoopback(createServer(listener), port);
  } catch (error) {
    if (port === 0 || errorCode(error) !== 'EADDRINUSE') throw error;
    return listenOnLoopback(createServer(listener), 0);
  }
}

function serve(world: TrustServiceWorld): RequestListener {
  return (request, response) => {
    answerRequest(world, request).then(
      ({ status, type, body }) => {
        // What is not read is not waited for: the connection ends with the refusal.
        const close = status === 413 ? { connection: 'close' } : {};
        response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store', ...close });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      () => {
        if (!response.headersSent) response.writeHead(500);
        response.end();
      },
    );
  };
}
