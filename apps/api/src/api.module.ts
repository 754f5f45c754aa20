import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { MulterModule } from '@nestjs/platform-express';
import { DeskModule } from '#signing';
import { API_CONTEXT, type ApiContext } from './api-context.js';
import { CeremonyController } from './ceremony/ceremony.controller.js';
import { LinksController } from './ceremony/links.controller.js';
import { DeskController } from './cases/desk.controller.js';
import { EvidenceLogController } from './cases/evidence-log.controller.js';
import { NoticesController } from './cases/notices.controller.js';
import { SignRequestsController } from './cases/sign-requests.controller.js';
import { HealthController } from './health.controller.js';
import { OwnPageGuard, RateGuard, StaffGuard } from './http/guards.js';
import { StaffSessionController } from './staff/staff-session.controller.js';
import { ValidationsController } from './validation/validations.controller.js';

@Module({})
export class ApiModule {
  static register(context: ApiContext): DynamicModule {
    return {
      module: ApiModule,
      imports: [DeskModule.register(context.dependencies), MulterModule.register({ limits: { fileSize: context.config.maxFileBytes, files: 1, fields: 4 } })],
      controllers: [CeremonyController, LinksController, SignRequestsController, NoticesController, EvidenceLogController, DeskController, ValidationsController, StaffSessionController, HealthController],
      providers: [
        { provide: API_CONTEXT, useValue: context },
        { provide: APP_GUARD, useClass: RateGuard },
        { provide: APP_GUARD, useClass: OwnPageGuard },
        { provide: APP_GUARD, inject: [Reflector], useFactory: (reflector: Reflector) => new StaffGuard(reflector, context) },
      ],
    };
  }
}
