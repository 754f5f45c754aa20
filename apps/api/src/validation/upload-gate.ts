import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { finalize, type Observable } from 'rxjs';
import { API_CONTEXT, type ApiContext } from '../api-context.js';
import { EdgeError } from '../http/edge-error.js';

/** Room for the multipart wrapping around a file of the largest size. */
const wrapping = 64 * 1024;
/** Files of the largest size that strangers may make us hold at once. */
const filesInFlight = 8;

/**
 * Before a byte of an upload is read: one that says it is too large is refused, and so is one for which there is no room beside
 * those under way. What says no length counts as the largest. Multer then cuts off whatever turns out larger than it said.
 */
@Injectable()
export class UploadGate implements NestInterceptor {
  #inFlight = 0;

  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const most = this.context.config.maxFileBytes + wrapping;
    const stated = Number(execution.switchToHttp().getRequest<Request>().headers['content-length'] ?? most);
    const size = Number.isSafeInteger(stated) && stated >= 0 ? stated : most;
    if (size > most) throw new EdgeError('file-too-large');
    if (this.#inFlight + size > filesInFlight * most) throw new EdgeError('validation-busy');
    this.#inFlight += size;
    return next.handle().pipe(finalize(() => (this.#inFlight -= size)));
  }
}
