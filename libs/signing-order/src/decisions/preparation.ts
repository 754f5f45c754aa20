import type { RecordPreparationFailed, RecordPrepared } from '../commands.js';
import { openStep } from '../open-step.js';
import { accept } from '../refuse.js';
import type { Decision } from '../rejection.js';
import type { SignRequestState } from '../state.js';
import { clearing, raising } from './attention.js';

export function decideOnPreparation(state: SignRequestState, command: RecordPrepared | RecordPreparationFailed, at: string): Decision {
  if (command.type === 'RecordPreparationFailed') {
    return accept(...raising(state, { cause: 'preparation-failed', code: command.code }, at));
  }
  return accept(
    {
      type: 'SignRequestPrepared',
      at,
      preparedSha256: command.preparedSha256,
      preparedLength: command.preparedLength,
    },
    ...clearing(state, ['preparation-failed'], at),
    ...openStep(state, 1, at),
  );
}
