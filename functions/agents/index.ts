import * as z from 'zod';
import { agents } from '../../shared/agents/catalogue.ts';
import type { Agent } from '../../shared/agents/define-agent.ts';
import { AgentDescription } from '../../shared/http/agent-view.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';

/** GET /agents: the agents that tasks can ask for. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/agents',
  tag: 'agents',
  summary: 'Lists the agents: what each is for, its input, its steps.',
  response: { 200: z.object({ items: z.array(AgentDescription), next_cursor: z.null() }) },
  handle: async (_request, { agents }: { agents: Agent[] }) => ({
    status: 200,
    body: { items: agents.map(describe), next_cursor: null },
  }),
});

const describe = ({ name, description, input, stages }: Agent) => ({
  name,
  description,
  input_schema: z.toJSONSchema(input, { io: 'input' }),
  steps: stages.map(({ contract }) => ({
    name: contract.name,
    summary: contract.summary,
    timeout_seconds: contract.timeoutSeconds,
    retries: contract.retries,
    input_schema: z.toJSONSchema(contract.input, { io: 'input' }),
    output_schema: z.toJSONSchema(contract.output),
  })),
});

export const handler = lambdaHttp(endpoint, { agents });
