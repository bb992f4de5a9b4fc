import type { Agent } from '../../shared/agents/define-agent.ts';
import { InvalidRequest } from '../../shared/errors.ts';

const manners = 'Answer in the language of the last message of the user. Say so where you do not know something.';

/** What the model is told about its part in a chat: an agent's, by what it is for, or just a helpful one. */
export function systemPrompt(agent: Agent | undefined): string {
  if (!agent) return `You are a helpful assistant. ${manners}`;
  return (
    `You are the ${agent.name} agent of a multi-agent system. What you are for: ${agent.description} ` +
    'In this conversation you only talk: you run no steps, and look nothing up. Where that is wanted, tell the user to ' +
    `send it to POST /tasks with "agent_type": "${agent.name}". ${manners}`
  );
}

/** Refuses (400) the name of an agent that the catalogue does not have. */
export function checkAgent(name: string | undefined, agents: Agent[]): void {
  if (name === undefined || agents.some((agent) => agent.name === name)) return;
  const known = agents.map((agent) => agent.name).join(', ');
  throw new InvalidRequest(`There is no agent "${name}". Known agents: ${known}; or leave agent_type out.`, {
    code: 'unknown_agent',
    violations: [{ path: '/agent_type', message: `must be one of: ${known}` }],
  });
}
