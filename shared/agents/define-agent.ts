import type * as z from 'zod';
import type { Queryable } from '../database/database.ts';
import type { StepContract, StepTask } from './define-step.ts';

/** What a stage's steps are made from: the task, and the outputs of the stages before, each list in the order of its keys. */
export interface Progress {
  task: StepTask;
  outputsOf<Output extends z.ZodType>(contract: StepContract<z.ZodType, Output>): z.output<Output>[];
}

/** One step to queue; `key` tells it from its siblings, and siblings are ordered by their place in the list. */
export interface StepSpec<Input = unknown> {
  key: string;
  input: Input;
}

/** One stage of an agent: a kind of step, and how many of it, on what. All of them finish before the next stage begins. */
export interface Stage {
  contract: StepContract;
  spawn(progress: Progress): StepSpec[];
}

/** Pairs a step's contract with what its inputs are made from. An empty list skips the stage. */
export const stage = <Input extends z.ZodType>(
  contract: StepContract<Input>,
  spawn: (progress: Progress) => StepSpec<z.input<Input>>[],
): Stage => ({ contract, spawn });

/** An agent: what it is for, what it takes, its stages in order, and how the result follows from their outputs. */
export interface Agent {
  name: string;
  description: string;
  /** Schema of the task's `input`. */
  input: z.ZodType;
  /** Refuses (4xx) a task, when it is asked for, whose input has the right form, and of which its steps could make nothing. */
  check?(task: Pick<StepTask, 'query' | 'input'>, ports: { database: Queryable }): Promise<void>;
  stages: Stage[];
  result(progress: Progress): unknown;
}

/** Declares an agent. Its first stage must spawn at least one step for every task. */
export const defineAgent = (agent: Agent): Agent => agent;
