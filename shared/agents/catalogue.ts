import type { QueueDeclaration } from '../queue/queue-settings.ts';
import { analysis } from './analysis/agent.ts';
import type { Agent } from './define-agent.ts';
import { research } from './research/agent.ts';

/** Every agent of the system. */
export const agents: Agent[] = [research, analysis];

/** The queues of the agents' steps. */
export const queuesOf = (all: Agent[]): QueueDeclaration[] =>
  all.flatMap(({ stages }) => stages.map(({ contract }) => contract));
