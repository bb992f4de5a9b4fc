import type { Logger } from '../telemetry/logger.ts';
import type { CallLog } from './call-log.ts';
import { recordOfAnswer } from './call-record.ts';
import { interceptCalls } from './intercept-calls.ts';
import type { DegradedCode, LanguageModel, ModelAnswer, ModelRequest } from './language-model.ts';

/** Takes note of an answer before its client has it. */
export type AnswerRecorder = (answer: ModelAnswer, request: ModelRequest) => Promise<void>;

export interface RecordAnswersOptions {
  calls: CallLog;
  logger: () => Logger;
  /** Told of every answer that is degraded. */
  onDegraded?(code: DegradedCode): void;
  /** May the process be frozen once it has answered, as on Lambda? Then answers wait until their calls are stored. */
  frozen: boolean;
}

/**
 * Makes the recorder of answers: those that no model gave, earlier ones and the placeholder's, are stored as calls are. The
 * log says once a recorder for each reason that answers are degraded.
 */
export function answerRecorder({ calls, logger, onDegraded, frozen }: RecordAnswersOptions): AnswerRecorder {
  const said = new Set<DegradedCode>();
  return async (answer, request) => {
    const record = recordOfAnswer(answer, request);
    if (record) calls.add(record);
    const { degraded_code: code, degraded_reason: reason } = answer;
    if (code) {
      onDegraded?.(code);
      if (!said.has(code)) logger().warn({ code, reason }, 'answers are degraded; this is said once');
      said.add(code);
    }
    if (frozen) await calls.flush();
  };
}

/** A model whose answers are recorded. */
export const recordAnswers = (
  llm: LanguageModel,
  { record, calls }: { record: AnswerRecorder; calls: CallLog },
): LanguageModel => ({ ...interceptCalls(llm, { answered: record }), stored: () => calls.flush() });
