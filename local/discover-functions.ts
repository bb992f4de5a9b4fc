import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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

const functionsFolder = fileURLToPath(new URL('../functions/', import.meta.url));

/** Imports every `<folder>/index.ts`; throws for one without a `handler` or a declaration. Schedules are Lambda's: here the worker does their work. */
export async function discoverFunctions(
  folder = functionsFolder,
): Promise<{ endpoints: ApiFunction[]; steps: StepFunction[] }> {
  const entries = await readdir(folder, { recursive: true });
  const names = entries.flatMap((entry) => /^([^/\\]+)[/\\]index\.ts$/.exec(entry)?.[1] ?? []).sort();
  const found = await Promise.all(names.map((name) => load(folder, name)));
  return {
    endpoints: found.filter((one) => 'endpoint' in one),
    steps: found.filter((one) => 'step' in one),
  };
}

async function load(
  folder: string,
  name: string,
): Promise<ApiFunction | StepFunction | { name: string; schedule: unknown }> {
  const { endpoint, step, schedule, handler } = await import(pathToFileURL(join(folder, name, 'index.ts')).href);
  if (typeof handler !== 'function') throw new TypeError(`functions/${name} exports no handler.`);
  if ([endpoint, step, schedule].filter(Boolean).length !== 1)
    throw new TypeError(`functions/${name} must export either an endpoint, a step or a schedule.`);
  if (schedule) return { name, schedule };
  return endpoint ? { name, endpoint, handler } : { name, step, handler };
}
