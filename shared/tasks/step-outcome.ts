import type { JobClaim } from './claim-steps.ts';

/** An error as it is stored and shown: a stable code and a sentence. */
export interface StoredError {
  code: string;
  message: string;
  /** The step it happened in. */
  step?: string;
}

/** What the model calls of one attempt amounted to. */
export interface StepUsage {
  /** The last one to answer, `placeholder` included; null where no model was asked. */
  provider: string | null;
  model: string | null;
  input_tokens: number;
  output_tokens: number;
  cost_usd: number;
  /** Why the result is less than it could be; null where it is not. */
  degraded_reason: string | null;
}

/** The usage of an attempt that asked no model. */
export const noUsage = (): StepUsage => ({
  provider: null,
  model: null,
  input_tokens: 0,
  output_tokens: 0,
  cost_usd: 0,
  degraded_reason: null,
});

/** How one attempt of a step ended. */
export type StepOutcome = {
  task_id: string;
  step: string;
  key: string;
  job: JobClaim;
  attempt: number;
  usage: StepUsage;
} & (
  | { kind: 'completed'; output: unknown }
  | { kind: 'failed'; error: StoredError; retry_in_seconds: number | null }
  /** Given back unfinished, to run again at once: the worker is going. */
  | { kind: 'released' }
);
