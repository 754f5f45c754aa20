import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { SigningKey } from '#issuance';
import { nameValue, Oid } from '#pki/parse';
import { JusteraError, type Clock } from '#platform';
import { sealReport, type ReportSeal } from '#validator';

export const REPORT_SEALER = Symbol('justera report sealer');
/** A report of a file with hundreds of signatures has some hundred pages. */
export const maxReportBytes = 8 * 1024 * 1024;
/** Strangers ask for reports, and signatories must not wait behind them. */
const atOnce = 4;

export class ReportSealRefused extends JusteraError<'report-seal-missing' | 'report-seal-busy' | 'report-missing'> {
  readonly status: number;

  constructor(code: 'report-seal-missing' | 'report-seal-busy' | 'report-missing') {
    super(code, code);
    this.status = code === 'report-seal-missing' ? 404 : code === 'report-seal-busy' ? 429 : 400;
  }
}

/** Seals reports with the one key that is there for it. Without a timestamp: nobody outside may make us buy one. */
export class ReportSealer {
  readonly #seal: ReportSeal | undefined;
  #inFlight = 0;

  constructor(key: SigningKey | undefined, private readonly clock: Clock) {
    if (key === undefined) return;
    const { certificate, chain, signer } = key;
    const name = nameValue(certificate.subject, Oid.commonName) ?? nameValue(certificate.subject, Oid.organizationName) ?? '';
    this.#seal = { identity: { certificate: certificate.der, chain, signer }, name };
  }

  /** @throws ReportSealRefused, ReportSealError */
  async seal(report: Uint8Array, language: 'sv' | 'en'): Promise<Uint8Array> {
    if (this.#seal === undefined) throw new ReportSealRefused('report-seal-missing');
    if (this.#inFlight >= atOnce) throw new ReportSealRefused('report-seal-busy');
    this.#inFlight += 1;
    try {
      return await sealReport(report, this.#seal, this.clock.now(), language);
    } finally {
      this.#inFlight -= 1;
    }
  }
}

/** What the API may have sealed: reports, and nothing else. */
@Controller('internal/reports')
export class ReportSealController {
  constructor(@Inject(REPORT_SEALER) private readonly sealer: ReportSealer) {}

  @Post('seal')
  @HttpCode(200)
  async seal(@Req() request: Request, @Res() response: Response): Promise<void> {
    const body: unknown = request.body;
    if (!Buffer.isBuffer(body)) throw new ReportSealRefused('report-missing');
    const sealed = await this.sealer.seal(body, request.query['language'] === 'en' ? 'en' : 'sv');
    response.type('application/pdf').send(Buffer.from(sealed));
  }
}
