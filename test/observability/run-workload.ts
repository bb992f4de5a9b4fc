import { randomUUID } from 'node:crypto';
import type { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendModelServer } from '../../shared/testing/lend-model-server.ts';
import type { LentRedis } from '../../shared/testing/lend-redis.ts';
import { researchDocument } from '../../shared/testing/lend-research-model.ts';
import { answerResearch } from '../../shared/testing/research-model.ts';
import type { lendPrometheus } from './lend-prometheus.ts';

type Hosts = Awaited<ReturnType<typeof lendHosts>>;
type Prometheus = Awaited<ReturnType<typeof lendPrometheus>>;

/** What a run of the system is made of. */
export interface Run {
  hosts: Hosts;
  prometheus: Prometheus;
  model: Awaited<ReturnType<typeof lendModels>>;
  redis: LentRedis;
  metricsUrl: string;
}

/** The trace of somebody who calls. */
export const callersTrace = '4bf92f3577b34da6a3ce929d0e0e4736';
const greeting = '你好';

/** Lends OpenAI and Anthropic in one server; the first, or both, can be made to fail. */
export async function lendModels() {
  const failing = { openai: false, anthropic: false };
  const server = await lendModelServer((call) => {
    const provider = call.model.startsWith('claude') ? 'anthropic' : 'openai';
    if (failing[provider]) return { status: 500 };
    const said = { text: '好的。', usage: { input_tokens: 20, output_tokens: 5 } };
    return call.prompt === greeting ? said : answerResearch(call);
  });
  const environment = { ...server.environment, OPENAI_API_KEY: 'any', ANTHROPIC_API_KEY: 'any' };
  return { failing, environment, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const chat = async ({ hosts }: Pick<Run, 'hosts'>, stream = false) =>
  (await hosts.client.call('/chat', { message: greeting, stream })).text();

/** What users do on a good day, and a few mistakes of theirs. */
export async function useSystem({ hosts, metricsUrl }: Pick<Run, 'hosts' | 'metricsUrl'>): Promise<void> {
  const { client } = hosts;
  await client.addDocuments([researchDocument]);
  await client.waitForEnd(await client.post('人工智能与医疗'));
  await chat({ hosts });
  await chat({ hosts }, true);
  for (const path of ['/tasks', '/search?q=医疗', '/tasks/none', '/nowhere']) await client.call(path);
  await fetch(`${hosts.url()}/tasks`, { headers: { traceparent: `00-${callersTrace}-00f067aa0ba902b7-01` } });
  const query = new URLSearchParams({ instance: randomUUID(), sequence: '1', role: 'worker', final: 'true' });
  await fetch(new URL(`/push?${query}`, metricsUrl), { method: 'POST', body: 'nobody_declared_this 1\n' });
}

/** The first provider fails, then every one; each counter is seen twice, since a rate needs two values. */
export async function failProviders({ hosts, model, prometheus }: Run): Promise<void> {
  model.failing.openai = true;
  await chat({ hosts });
  await prometheus.seen('multi_agent_model_fallbacks_total and multi_agent_model_retries_total');
  await chat({ hosts });
  model.failing.anthropic = true;
  for (let call = 0; call < 3; call += 1) await chat({ hosts });
  await prometheus.seen('multi_agent_model_degraded_answers_total{reason="all_failed"}');
  for (let call = 0; call < 3; call += 1) await chat({ hosts });
  await prometheus.seen('min by (job) (multi_agent_model_breaker_open) == 1');
  model.failing.openai = false;
  model.failing.anthropic = false;
}

/** Redis is gone, and for some seconds a table as well: requests fail, and the workers cannot measure. */
export async function failServers({ hosts, redis, prometheus }: Run): Promise<void> {
  await redis.kill('SIGKILL');
  await hosts.database?.query('alter table tasks rename to tasks_elsewhere');
  const list = async () => {
    for (let call = 0; call < 5; call += 1) await hosts.client.call('/tasks');
  };
  await list();
  await prometheus.seen('http_server_request_duration_seconds_count{status_class="5xx"}');
  await list();
  await list();
  await prometheus.seen('multi_agent_database_up == 0');
  await prometheus.seen('multi_agent_redis_up == 0');
  await hosts.database?.query('alter table tasks_elsewhere rename to tasks');
  await prometheus.seen('multi_agent_database_up == 1');
}

/** The worker is gone; the next one has a budget that is used up, and finds a step that no worker knows. */
export async function loseWorker({ hosts, prometheus }: Run): Promise<void> {
  await hosts.worker().kill('SIGTERM');
  const task = await hosts.client.post('无人认识的步骤');
  await hosts.database?.query(
    "update steps set name = 'research-unknown', queued_at = now() - interval '1 day' where task_id = $1",
    [task],
  );
  await prometheus.seen('up{job="multi-agent-system-metrics"} == 0 unless on () multi_agent_worker_slots');
  await hosts.start({ LLM_DAILY_BUDGET_USD: '0.000001' });
  await hosts.client.waitForEnd(task);
  await hosts.client.waitForEnd(await hosts.client.post('没有预算'));
  const used = 'multi_agent_model_degraded_answers_total{reason="daily_budget_used_up"}';
  await prometheus.seen(used);
  await hosts.client.waitForEnd(await hosts.client.post('仍然没有预算'));
  await prometheus.seen(`increase(${used}[15m]) > 0`);
  await prometheus.seen('increase(multi_agent_dead_letters_total[15m]) > 0');
}
