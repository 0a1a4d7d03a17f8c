import type { Outcome } from '../../learning/train.ts';
import type { TrainRefusal, TrainResult } from '../../trainingProtocol.ts';
import { reasonOf } from '../annotating/pages.ts';
import type { Messages } from '../messages.ts';

/** What came of training, in words; `file` is where it was stored. */
export function told(outcome: Outcome, file: string | undefined, messages: Messages): TrainResult {
  if (outcome.type === 'gain') {
    const { figures } = outcome;
    const message = messages.trained(figures, file !== undefined);
    return { outcome: 'gain', figures, ...(file === undefined ? {} : { file }), message };
  }
  const { reason } = outcome;
  if (outcome.reason === 'tooFew') {
    return { outcome: 'refused', reason, message: messages.tooFewLabels(outcome.least) };
  }
  const { figures } = outcome;
  const message = outcome.reason === 'noGain' ? messages.noGain(figures) : messages.unsafeTraining;
  return { outcome: 'refused', reason, figures, message };
}

export function refused(reason: TrainRefusal, messages: Messages): TrainResult {
  return { outcome: 'refused', reason, message: messages.noTrainingFolder };
}

export function failed(error: unknown, messages: Messages): TrainResult {
  return { outcome: 'failed', message: messages.trainingFailed(reasonOf(error)) };
}
