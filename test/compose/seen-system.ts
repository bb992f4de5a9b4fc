import { setTimeout as delay } from 'node:timers/promises';
import { inject } from 'vitest';
import { taskClient } from '../../shared/testing/task-client.ts';
import { type Composed, composeOf } from './lend-compose.ts';

/** The system that all these tests share, and how to talk to it as its users do: through nginx. */
export function seenSystem() {
  const place: Composed = inject('composed');
  const at = (name: string) => `http://127.0.0.1:${place.environment[name]}`;
  const nginx = at('HTTP_PORT');
  return {
    place,
    compose: composeOf(place),
    nginx,
    api: at('API_PORT'),
    /** The API that forwards to Lambda's images, once they run. */
    lambdaApi: at('LAMBDA_API_PORT'),
    prometheus: at('PROMETHEUS_PORT'),
    grafana: at('GRAFANA_PORT'),
    client: taskClient(() => `${nginx}/api`),
  };
}

/** Asks again, as a careful client does, until the answer is a good one; rejects after `seconds`. */
export async function askUntilGood(url: string, request: RequestInit = {}, seconds = 90): Promise<Response> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const given = { ...request, signal: AbortSignal.timeout(20_000) };
    const answer = await fetch(url, given).catch((error: unknown) => error as Error);
    if (answer instanceof Response && answer.ok) return answer;
    if (Date.now() > deadline) {
      const told = answer instanceof Response ? `${answer.status} ${await answer.text()}` : String(answer);
      throw new Error(`${url} has not answered well for ${seconds} s: ${told}`);
    }
    await delay(250);
  }
}
