import type { Logger } from '../telemetry/logger.ts';
import type { CallLog } from './call-log.ts';
import { recordOfAnswer } from './call-record.ts';
import { interceptCalls } from './intercept-calls.ts';
import type { DegradedCode, LanguageModel } from './language-model.ts';

export interface RecordAnswersOptions {
  calls: CallLog;
  logger: () => Logger;
  /** Told of every answer of the placeholder. */
  onDegraded?(code: DegradedCode): void;
  /** May the process be frozen once it has answered, as on Lambda? Then answers wait until their calls are stored. */
  frozen: boolean;
}

/**
 * A model whose answers that no model gave, earlier ones and the placeholder's, are stored as calls are. The log says once
 * a process for each reason that answers are degraded.
 */
export function recordAnswers(
  llm: LanguageModel,
  { calls, logger, onDegraded, frozen }: RecordAnswersOptions,
): LanguageModel {
  const said = new Set<DegradedCode>();
  const recorded = interceptCalls(llm, {
    async answered(answer, request) {
      const record = recordOfAnswer(answer, request);
      if (record) calls.add(record);
      const { degraded_code: code, degraded_reason: reason } = answer;
      if (code) {
        onDegraded?.(code);
        if (!said.has(code)) logger().warn({ code, reason }, 'answers are degraded; this is said once');
        said.add(code);
      }
      if (frozen) await calls.flush();
    },
  });
  return { ...recorded, stored: () => calls.flush() };
}
