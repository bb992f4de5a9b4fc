import type { AnyStep } from '../shared/agents/run-step.ts';
import type { EndpointDeclaration } from '../shared/http/define-endpoint.ts';
import type { HttpHandler } from '../shared/http/http-event.ts';

/** A function that answers HTTP; `name` is its folder. */
export interface ApiFunction {
  name: string;
  endpoint: EndpointDeclaration;
  handler: HttpHandler;
}

/** A function that runs a step; `name` is its folder. */
export interface StepFunction {
  name: string;
  step: AnyStep;
  handler: (...given: never[]) => Promise<unknown>;
}

/** What a function's `index.ts` exports. */
export interface LoadedFunction {
  name: string;
  exported: { endpoint?: unknown; step?: unknown; schedule?: unknown; handler?: unknown };
}

/**
 * Tells endpoints from steps; throws for a function without a `handler` or with another number of declarations than one.
 * Schedules are Lambda's: here the worker does their work.
 */
export function sortFunctions(loaded: LoadedFunction[]): { endpoints: ApiFunction[]; steps: StepFunction[] } {
  for (const one of loaded) requireDeclaration(one);
  return {
    endpoints: loaded.flatMap(({ name, exported: { endpoint, handler } }) =>
      endpoint ? [{ name, endpoint, handler } as ApiFunction] : [],
    ),
    steps: loaded.flatMap(({ name, exported: { step, handler } }) =>
      step ? [{ name, step, handler } as StepFunction] : [],
    ),
  };
}

function requireDeclaration({ name, exported: { endpoint, step, schedule, handler } }: LoadedFunction): void {
  if (typeof handler !== 'function') throw new TypeError(`functions/${name} exports no handler.`);
  if ([endpoint, step, schedule].filter(Boolean).length !== 1)
    throw new TypeError(`functions/${name} must export either an endpoint, a step or a schedule.`);
}
