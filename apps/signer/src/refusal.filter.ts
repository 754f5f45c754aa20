import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { describeError, JusteraError, type Logger } from '#platform';

/** Typed errors go to the API as they are (it finds the words); everything else as a bare 500. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (error instanceof JusteraError) {
      const { code, details } = error;
      const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined;
      const words = 'words' in error ? error.words : undefined;
      response.status(status !== undefined && status < 500 ? status : 422).json({ code, details, ...(status === undefined ? {} : { status }), ...(words === undefined ? {} : { words }) });
      return;
    }
    if (error instanceof HttpException) {
      response.status(error.getStatus()).json({});
      return;
    }
    this.logger.error({ error: describeError(error) }, 'request failed');
    response.status(500).json({});
  }
}
