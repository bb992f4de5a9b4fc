import type * as z from 'zod';
import { AppError, messageOf } from '../errors.ts';
import type { Advance, Decision, StepState } from '../tasks/apply-outcome.ts';
import type { Agent, Progress } from './define-agent.ts';
import type { StepContract, StepTask } from './define-step.ts';

/** What an agent's task does next, given its steps; pure. A stage begins when every step of the one before is complete. */
export function advance(agent: Agent, task: StepTask, steps: StepState[]): Decision {
  const current = Math.max(-1, ...steps.map(({ stage }) => stage));
  if (steps.some(({ stage, status }) => stage === current && status !== 'completed')) return { kind: 'wait' };
  const progress = progressOf(task, steps);
  try {
    for (let stage = current + 1; stage < agent.stages.length; stage += 1) {
      const spawned = spawn(agent, stage, progress);
      if (spawned.length) return { kind: 'queue', stage, steps: spawned };
    }
    return { kind: 'complete', result: agent.result(progress) };
  } catch (error) {
    const message = `The ${agent.name} agent could not go on: ${messageOf(error)}`;
    return { kind: 'fail', error: { code: error instanceof AppError ? error.code : 'agent_error', message } };
  }
}

/** `advance` for the tasks of several agents. */
export function advanceFor(agents: Agent[]): Advance {
  const byName = new Map(agents.map((agent) => [agent.name, agent]));
  return (task, steps) => {
    const agent = byName.get(task.agent_type);
    if (agent) return advance(agent, task, steps);
    return {
      kind: 'fail',
      error: { code: 'unknown_agent', message: `No agent is called ${task.agent_type} any more.` },
    };
  };
}

function spawn(agent: Agent, index: number, progress: Progress) {
  const stage = agent.stages[index];
  if (!stage) return [];
  const { contract } = stage;
  const steps = stage.spawn(progress).map(({ key, input }) => {
    const checked = contract.input.safeParse(input);
    if (!checked.success)
      throw new Error(`the input of ${contract.name} ${key} does not fit: ${checked.error.message}`);
    return { name: contract.name, key, input };
  });
  if (new Set(steps.map(({ key }) => key)).size < steps.length)
    throw new Error(`two steps ${contract.name} have the same key`);
  return steps;
}

function progressOf(task: StepTask, steps: StepState[]): Progress {
  const ordered = steps.toSorted((a, b) => a.stage - b.stage || a.place - b.place);
  return {
    task,
    outputsOf: <Output extends z.ZodType>(contract: StepContract<z.ZodType, Output>) =>
      ordered.filter(({ name }) => name === contract.name).map(({ output }) => output as z.output<Output>),
  };
}
