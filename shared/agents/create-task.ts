import type { Queryable } from '../database/database.ts';
import { InvalidRequest } from '../errors.ts';
import type { Priority } from '../tasks/priority.ts';
import type { AcceptedTask, TaskIntake } from '../tasks/task-intake.ts';
import { childOf, currentTrace, formatTraceparent } from '../telemetry/trace-context.ts';
import { violationsOf } from '../validation/violations-of.ts';
import { advance } from './advance.ts';
import type { Agent } from './define-agent.ts';

/** What a caller asks for. */
export interface TaskRequest {
  query: string;
  agent_type: string;
  priority: Priority;
  input?: unknown;
  max_cost_usd?: number | undefined;
  metadata?: Record<string, unknown> | undefined;
}

/**
 * Accepts a task for one of the agents: when it resolves, the task is committed. Throws InvalidRequest for an unknown
 * agent and for an `input` that the agent does not take, and what the agent's own check throws.
 */
export async function createTask(
  request: TaskRequest,
  idempotencyKey: string | undefined,
  { agents, intake, database }: { agents: Agent[]; intake: TaskIntake; database: Queryable },
): Promise<AcceptedTask> {
  const agent = agents.find(({ name }) => name === request.agent_type);
  if (!agent) {
    const known = agents.map(({ name }) => name).join(', ');
    throw new InvalidRequest(`There is no agent "${request.agent_type}". Known agents: ${known}. See GET /agents.`, {
      code: 'unknown_agent',
      violations: [{ path: '/agent_type', message: `must be one of: ${known}` }],
    });
  }
  const input = checkInput(agent, request.input);
  const { query, priority, metadata = {}, max_cost_usd = null } = request;
  await agent.check?.({ query, input }, { database });
  const task = { id: crypto.randomUUID(), agent_type: agent.name, query, input, max_cost_usd };
  const first = advance(agent, { ...task, cost_usd: 0 }, []);
  if (first.kind !== 'queue' || first.stage > 0)
    throw new Error(`The first stage of ${agent.name} has no step for this task.`);
  const asking = currentTrace();
  const traced = { traceparent: formatTraceparent(childOf(asking)), parent_span_id: asking?.span_id ?? null };
  const idempotency_key = idempotencyKey ?? null;
  return intake.accept({ ...task, ...traced, priority, metadata, idempotency_key, steps: first.steps });
}

function checkInput(agent: Agent, input: unknown): unknown {
  const checked = agent.input.safeParse(input ?? {});
  if (checked.success) return checked.data;
  const issues = checked.error.issues.map((issue) => ({ ...issue, path: ['input', ...issue.path] }));
  const violations = violationsOf(issues, 'body');
  const [{ path = '', message = '' } = {}] = violations;
  throw new InvalidRequest(
    `The input does not fit the ${agent.name} agent: ${path}: ${message.replace(/\.?$/, '.')} See GET /agents for its schema.`,
    { violations },
  );
}
