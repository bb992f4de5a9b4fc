import { createTask } from '../../shared/agents/create-task.ts';
import type { Agent } from '../../shared/agents/define-agent.ts';
import type { AnalysisRequest } from '../../shared/analysis/analysis-request.ts';
import { checkSubject } from '../../shared/analysis/check-analysis.ts';
import { keepData } from '../../shared/analysis/data-sets.ts';
import { givenSubject } from '../../shared/analysis/read-subject.ts';
import type { Ports } from '../../shared/ports.ts';
import { languageOf } from '../../shared/retrieval/language-of.ts';
import type { AcceptedTask } from '../../shared/tasks/task-intake.ts';
import { questionOf } from './question-of.ts';

/**
 * Makes a task of a request; data that came along is checked, and kept apart from it. `sample` is some of the data, for its
 * language.
 */
export async function makeTask(
  request: AnalysisRequest,
  sample: string,
  idempotencyKey: string | undefined,
  { agents, intake, database }: Pick<Ports, 'intake' | 'database'> & { agents: Agent[] },
): Promise<AcceptedTask> {
  const { data, text, question, max_cost_usd, ...rest } = request;
  const language = rest.language ?? (question === undefined ? languageOf(sample) : undefined);
  const query = questionOf(request, language ?? 'en');
  const isKept = rest.data_source === undefined;
  if (isKept) checkSubject(givenSubject(request), query, { ...rest, language });
  const data_set = isKept ? await keepData(data === undefined ? { text } : { data }, { database }) : undefined;
  const task = {
    query,
    agent_type: 'analysis',
    priority: 'medium' as const,
    input: { ...rest, ...(isKept && { data_set }), ...(language && { language }) },
    max_cost_usd,
  };
  return createTask(task, idempotencyKey, { agents, intake, database });
}
