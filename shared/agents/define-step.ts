import type * as z from 'zod';
import type { Logger } from '../telemetry/logger.ts';

/** What is known of a step without its code: enough to queue it, check it and document it. */
export interface StepContract<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** `<agent>-<step>`: its folder, its queue and its metric label. */
  name: string;
  summary: string;
  input: Input;
  output: Output;
  /** An attempt that takes longer is aborted and counts as failed. */
  timeoutSeconds: number;
  /** Attempts after the first. */
  retries: number;
}

/** The task that a step works for. */
export interface StepTask {
  id: string;
  agent_type: string;
  query: string;
  input: unknown;
  max_cost_usd: number | null;
  /** What the task's finished steps have cost, in USD. */
  cost_usd: number;
}

/** What a running step gets besides its input. */
export interface StepContext {
  task: StepTask;
  /** 1 for the first try. */
  attempt: number;
  /** Aborted on cancel, time-out, lost claim and shutdown. */
  signal: AbortSignal;
  logger: Logger;
  /** Adds an event to the task's stream at once, whether or not the step succeeds. */
  emit(event: { type: string; data: Record<string, unknown> }): Promise<void>;
  /** Marks the task's result as degraded; its distinct reasons are joined. */
  degrade(reason: string): void;
}

/** A step with its code. `run` knows nothing of queues: it returns its output or throws. */
export interface Step<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType, StepPorts = never>
  extends StepContract<Input, Output> {
  run(input: z.output<Input>, ports: StepPorts, context: StepContext): Promise<z.input<Output>>;
}

/** Declares a step; `run`'s types follow from the contract's schemas. */
export function defineStep<Input extends z.ZodType, Output extends z.ZodType, StepPorts = Record<never, never>>(
  step: Step<Input, Output, StepPorts>,
): Step<Input, Output, StepPorts> {
  return step;
}
