import { Module, type DynamicModule } from '@nestjs/common';
import type { ApiDependencies, SignerDependencies, WorkerDependencies } from '../dependencies.js';

/** Injection tokens: controllers and job handlers ask for the dependencies of their process and call the use cases with them. */
export const API_DEPENDENCIES = Symbol('justera api dependencies');
export const SIGNER_DEPENDENCIES = Symbol('justera signer dependencies');
export const WORKER_DEPENDENCIES = Symbol('justera worker dependencies');

/** For apps/api: intake, links, ceremony views, desk. */
@Module({})
export class DeskModule {
  static register(dependencies: ApiDependencies): DynamicModule {
    return provide(DeskModule, API_DEPENDENCIES, dependencies);
  }
}

/** For apps/signer: authentication, consent, prepare, append, complete. */
@Module({})
export class SignerModule {
  static register(dependencies: SignerDependencies): DynamicModule {
    return provide(SignerModule, SIGNER_DEPENDENCIES, dependencies);
  }
}

/** For apps/worker: mails and the reconciler. */
@Module({})
export class OfficeModule {
  static register(dependencies: WorkerDependencies): DynamicModule {
    return provide(OfficeModule, WORKER_DEPENDENCIES, dependencies);
  }
}

function provide(module: DynamicModule['module'], token: symbol, value: object): DynamicModule {
  return { module, global: true, providers: [{ provide: token, useValue: value }], exports: [token] };
}
