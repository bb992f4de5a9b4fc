import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendOtlpReceiver, type ReceivedSpan } from '../../shared/testing/lend-otlp-receiver.ts';
import { lendResearchModel, researchDocument } from '../../shared/testing/lend-research-model.ts';

const caller = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`;

describe('the trace of a task', () => {
  const stack = new AsyncDisposableStack();
  let spans: ReceivedSpan[] = [];
  let answered = '';
  let logs = '';
  let requestLogs = '';
  let taskId = '';
  let shown: { trace_id?: string } = {};

  beforeAll(async () => {
    const receiver = stack.use(await lendOtlpReceiver());
    const model = stack.use(await lendResearchModel());
    const hosts = stack.use(await lendHosts({ ...model.environment, ...receiver.environment, LOG_LEVEL: 'info' }));
    await hosts.client.addDocuments([researchDocument]);
    const response = await fetch(`${hosts.url()}/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent },
      body: JSON.stringify({ query: '人工智能与医疗', input: { questions: 2 } }),
    });
    answered = response.headers.get('traceparent') ?? '';
    taskId = ((await response.json()) as { task_id: string }).task_id;
    await hosts.client.waitForEnd(taskId);
    shown = (await (await hosts.client.call(`/tasks/${taskId}`)).json()) as typeof shown;
    await vi.waitFor(() => expect(receiver.spans.map(({ name }) => name)).toContain('invoke_workflow research'), {
      timeout: 20_000,
    });
    await hosts.api().kill('SIGTERM');
    await hosts
      .worker()
      .kill('SIGTERM')
      .catch(() => {});
    spans = receiver.spans.filter(({ traceId }) => traceId === caller.traceId);
    logs = hosts.worker().output();
    requestLogs = hosts.api().output();
  }, 120_000);
  afterAll(() => stack.disposeAsync());

  const named = (name: string) => spans.filter((span) => span.name === name);
  const parentOf = (span: ReceivedSpan) => spans.find(({ spanId }) => spanId === span.parentSpanId)?.name;

  test('is one tree below the request that asked for it, over all processes', () => {
    const ids = new Set(spans.map(({ spanId }) => spanId));
    expect(ids.size).toBe(spans.length);
    const roots = spans.filter(({ parentSpanId = '' }) => !ids.has(parentSpanId));
    expect(roots).toMatchObject([{ name: 'POST /tasks', parentSpanId: caller.spanId }]);
    expect(answered).toBe(`00-${caller.traceId}-${roots[0]?.spanId}-01`);
    expect(shown.trace_id).toBe(caller.traceId);
    expect(new Set(spans.map(({ process }) => process)).size).toBe(testServer ? 2 : 1);
  });

  test('has the task, each attempt of each step, its time in the queue, and its model calls', () => {
    const [workflow] = named('invoke_workflow research');
    expect(workflow && parentOf(workflow)).toBe('POST /tasks');
    expect(workflow?.attributes).toMatchObject({
      'gen_ai.operation.name': 'invoke_workflow',
      'gen_ai.agent.name': 'research',
      'multi_agent.task.id': taskId,
      'multi_agent.task.status': 'completed',
    });
    for (const [step, count] of [
      ['plan', 1],
      ['retrieve', 2],
      ['analyze', 1],
      ['report', 1],
    ] as const) {
      const attempts = named(`invoke_agent research-${step}`);
      expect(attempts.map(parentOf)).toEqual(Array(count).fill('invoke_workflow research'));
      expect(attempts[0]?.attributes).toMatchObject({
        'gen_ai.operation.name': 'invoke_agent',
        'multi_agent.task.id': taskId,
        'multi_agent.step.outcome': 'completed',
      });
      expect(named(`receive research-${step}`)).toHaveLength(count);
    }
    const calls = spans.filter(({ name }) => name.startsWith('chat '));
    expect(calls.map(parentOf).sort()).toEqual([
      'invoke_agent research-analyze',
      'invoke_agent research-plan',
      'invoke_agent research-report',
    ]);
    for (const { attributes, kind } of calls) {
      expect(kind).toBe(3);
      expect(attributes).toMatchObject({ 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai' });
      expect(Number(attributes['gen_ai.usage.input_tokens'])).toBeGreaterThan(0);
    }
  });

  test('has statements of SQL by name, and nothing of what was said', () => {
    expect(named('insert tasks').map(parentOf)).toEqual(['POST /tasks']);
    expect(JSON.stringify(spans)).not.toContain('人工智能');
  });

  test('is named by the log lines of its request and its steps', () => {
    const linesOf = (text: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line));
    const steps = linesOf(logs).filter(({ msg }) => msg === 'step');
    expect(steps).toHaveLength(5);
    for (const line of steps) expect(line).toMatchObject({ trace_id: caller.traceId, task_id: taskId });
    const asked = linesOf(requestLogs).filter(({ msg, trace_id }) => msg === 'request' && trace_id === caller.traceId);
    expect(asked).toMatchObject([{ function: 'create-task', path: '/tasks', status: 202 }]);
  });
});
