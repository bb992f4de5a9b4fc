import type { Agent, NewTask } from '../api/types.ts';

/** What the form holds. */
export interface TaskDraft {
  query: string;
  agent: string;
  priority: NonNullable<NewTask['priority']>;
  /** US dollars, as typed. */
  budget: string;
  data: string;
  kind: string;
}

/** The kinds of analysis that an agent knows for data that it is given; none where it takes no data. */
export function dataKinds(agent: Agent | undefined): string[] {
  const fields = (agent?.input_schema.properties ?? {}) as { data?: object; analysis_type?: { enum?: string[] } };
  return (fields.data && fields.analysis_type?.enum) ?? [];
}

/** The request that the form stands for. */
export function newTask({ query, agent, priority, budget, data, kind }: TaskDraft, kinds: string[]): NewTask {
  return {
    query,
    agent_type: agent,
    priority,
    ...(budget !== '' && { max_cost_usd: Number(budget) }),
    ...(kinds.length > 0 && { input: { data, analysis_type: kinds.includes(kind) ? kind : kinds[0] } }),
  };
}
