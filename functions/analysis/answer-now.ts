import * as z from 'zod';
import type { AnalysisRequest } from '../../shared/analysis/analysis-request.ts';
import { AnalysisResult } from '../../shared/analysis/analysis-result.ts';
import { answerLanguage } from '../../shared/analysis/answer-language.ts';
import { computeFacts, type Subject } from '../../shared/analysis/compute-facts.ts';
import { explainFacts } from '../../shared/analysis/explain-facts.ts';
import { AttemptView, UsageView } from '../../shared/http/attempt-view.ts';
import { limitCost } from '../../shared/llm/limit-cost.ts';
import type { Ports } from '../../shared/ports.ts';
import { questionOf } from './question-of.ts';

/** The answer to `POST /analysis` that comes at once. */
export const AnalysisReply = AnalysisResult.extend({
  provider: z.string().describe('Who explained; placeholder where no model did.'),
  model: z.string().nullable(),
  usage: UsageView,
  cost_usd: z.number(),
  degraded: z.boolean().describe('Is the answer the facts alone, as no model explained them?'),
  degraded_reason: z.string().nullable(),
  cached: z.boolean().describe('Is it an earlier explanation, given again at no cost?'),
  attempts: z.array(AttemptView).describe('Every call that was made for it.'),
});

/** Computes and explains. */
export async function answerNow(
  request: AnalysisRequest,
  subject: Subject,
  signal: AbortSignal,
  ports: Pick<Ports, 'llm'>,
): Promise<z.input<typeof AnalysisReply>> {
  const language = answerLanguage(request.language, request.question, subject);
  const question = questionOf(request, language);
  const facts = computeFacts(subject, { ...request, question, language });
  const llm = limitCost(ports.llm, { max_cost_usd: request.max_cost_usd ?? null, cost_usd: 0 });
  const { analysis_type, cache } = request;
  const asked = { analysis_type, cache, question, language, facts, caller: { agent: 'analysis' } };
  const { result, answer } = await explainFacts(asked, signal, { llm });
  const { provider, model, usage, cost_usd, degraded, degraded_reason, cached, attempts } = answer;
  return { ...result, provider, model, usage, cost_usd, degraded, degraded_reason, cached, attempts };
}
