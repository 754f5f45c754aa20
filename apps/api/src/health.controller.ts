import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { API_CONTEXT, type ApiContext } from './api-context.js';
import { Public } from './http/guards.js';

@Public()
@Controller()
export class HealthController {
  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  @Get('live')
  live(): object {
    return { live: true };
  }

  @Get('ready')
  async ready(): Promise<object> {
    if (!(await this.context.dependencies.database.ping())) throw new ServiceUnavailableException();
    return { ready: true };
  }
}
