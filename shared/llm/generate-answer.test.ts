import { describe, expect, test } from 'vitest';
import { costOf } from './cost-of.ts';
import type { Callee, Engine } from './engine.ts';
import { generateAnswer } from './generate-answer.ts';
import type { ModelAttempt } from './language-model.ts';
import { ModelError } from './model-error.ts';
import type { ModelProvider, ProviderReply } from './model-provider.ts';
import { type KnownProvider, modelTable } from './model-table.ts';
import { openGuard } from './open-guard.ts';

const request = { purpose: 'test', messages: [{ role: 'user' as const, content: 'hello' }] };
const usage = { input_tokens: 1000, cached_input_tokens: 0, output_tokens: 100 };
const reply: ProviderReply = { text: 'an answer', finish_reason: 'stop', usage };
const failure = (retry_after_ms: number | null = null) =>
  new ModelError('server_error', '500 down', { retryable: true, retry_after_ms });
const wrongKey = new ModelError('authentication', '401 wrong key');
const { signal } = new AbortController();

/** A provider that does what its script says, one entry a call, and fails the test on a call more. */
function scripted(provider: KnownProvider, ...script: (ProviderReply | Error | (() => Promise<ProviderReply>))[]) {
  const left = [...script];
  const call: ModelProvider['call'] = async () => {
    const next = left.shift();
    if (next === undefined) throw new Error(`unscripted call of ${provider}`);
    if (next instanceof Error) throw next;
    return typeof next === 'function' ? next() : next;
  };
  return { provider, model: modelTable[provider].default_model, guard: openGuard(provider), call, left };
}

type Generating = Engine<Callee & Pick<ModelProvider, 'call'>>;

function run(providers: Generating['providers'], options: Partial<Generating> & { signal?: AbortSignal } = {}) {
  const slept: number[] = [];
  const sleep = async (milliseconds: number) => void slept.push(milliseconds);
  const limits = { timeoutSeconds: 5, requestTimeoutSeconds: 30 };
  const engine: Generating = { providers, noProvider: 'no_key', ...limits, sleep, random: () => 0, ...options };
  return { slept, answer: generateAnswer(request, options.signal ?? signal, engine) };
}

const trail = (attempts: ModelAttempt[]) =>
  attempts.map(({ provider, error_class }) => `${provider} ${error_class ?? 'ok'}`);

describe('generating an answer', () => {
  test("takes the first provider's answer, with its usage and cost", async () => {
    const second = scripted('deepseek', reply);
    const answer = await run([scripted('openai', reply), second]).answer;
    expect(answer).toMatchObject({
      text: 'an answer',
      provider: 'openai',
      degraded: false,
      degraded_reason: null,
      usage,
    });
    expect(answer.cost_usd).toBe(costOf('openai', modelTable.openai.default_model, usage));
    expect(second.left).toHaveLength(1);
  });

  test('retries a retryable failure once, after the wait that the provider asks for', async () => {
    const { answer, slept } = run([scripted('openai', failure(2000), reply)]);
    expect(trail((await answer).attempts)).toEqual(['openai server_error', 'openai ok']);
    expect(slept).toEqual([2000]);
  });

  test('does not retry a final failure, and asks the next provider', async () => {
    const { answer, slept } = run([scripted('openai', wrongKey), scripted('anthropic', reply)]);
    const { attempts, provider, degraded } = await answer;
    expect(trail(attempts)).toEqual(['openai authentication', 'anthropic ok']);
    expect({ provider, degraded, slept }).toEqual({ provider: 'anthropic', degraded: false, slept: [] });
  });

  test('asks the next provider at once when the wait would be too long', async () => {
    const { answer, slept } = run([scripted('openai', failure(600_000)), scripted('deepseek', reply)]);
    expect(trail((await answer).attempts)).toEqual(['openai server_error', 'deepseek ok']);
    expect(slept).toEqual([]);
  });

  test('ends with the placeholder, which says who failed and how', async () => {
    const { answer } = run([scripted('openai', failure(), failure()), scripted('deepseek', wrongKey)]);
    const { text, attempts, ...rest } = await answer;
    expect(trail(attempts)).toEqual(['openai server_error', 'openai server_error', 'deepseek authentication']);
    expect(rest).toMatchObject({ provider: 'placeholder', model: null, degraded: true, cost_usd: 0 });
    const models = [modelTable.openai.default_model, modelTable.deepseek.default_model];
    expect(rest.degraded_reason).toBe(
      `Every language model failed: openai ${models[0]} (server_error: 500 down); deepseek ${models[1]} (authentication: 401 wrong key).`,
    );
    expect(text).toContain('This is a placeholder, not the answer of a language model.');
    expect(text).toContain('这是占位文字');
  });

  test('counts what a useless answer cost', async () => {
    const empty = new ModelError('invalid_output', 'Empty answer', { retryable: true, usage });
    const answer = await run([scripted('openai', empty, reply)]).answer;
    expect(answer.usage).toEqual({ input_tokens: 2000, cached_input_tokens: 0, output_tokens: 200 });
    expect(answer.cost_usd).toBeCloseTo(
      2 * (costOf('openai', modelTable.openai.default_model, usage) ?? Number.NaN),
      12,
    );
  });

  test('counts a model without a known price as 0, and says null for its attempt', async () => {
    const unknown = { ...scripted('openai', reply), model: 'gpt-unknown' };
    const answer = await run([unknown]).answer;
    expect(answer.cost_usd).toBe(0);
    expect(answer.attempts[0]?.cost_usd).toBeNull();
  });

  test('ends a call that takes too long, as a retryable time-out', async () => {
    const never = () => new Promise<ProviderReply>(() => undefined);
    const answer = await run([scripted('openai', never, never), scripted('deepseek', reply)], { timeoutSeconds: 0.02 })
      .answer;
    expect(trail(answer.attempts)).toEqual(['openai timeout', 'openai timeout', 'deepseek ok']);
    expect(answer.attempts[0]?.error).toBe('No answer within 0.02 s');
  });

  test("does not let an adapter's own fault cost the next provider's answer", async () => {
    const answer = await run([scripted('openai', new TypeError('a bug')), scripted('deepseek', reply)]).answer;
    expect(trail(answer.attempts)).toEqual(['openai unexpected', 'deepseek ok']);
  });

  test('ends a request that takes too long, and asks nobody else', async () => {
    const never = () => new Promise<ProviderReply>(() => undefined);
    const second = scripted('deepseek', reply);
    const { answer } = run([scripted('openai', never), second], { requestTimeoutSeconds: 0.02 });
    const { attempts, provider } = await answer;
    expect(attempts).toMatchObject([{ error_class: 'timeout', error: 'The 0.02 s for the whole request are over' }]);
    expect([provider, second.left.length]).toEqual(['placeholder', 1]);
  });

  test('does not wait for a retry that would come too late', async () => {
    const { answer, slept } = run([scripted('openai', failure(8000)), scripted('deepseek', reply)], {
      requestTimeoutSeconds: 5,
    });
    expect(trail((await answer).attempts)).toEqual(['openai server_error', 'deepseek ok']);
    expect(slept).toEqual([]);
  });

  test('does not call a provider whose breaker is open, and says so', async () => {
    const guard = openGuard('openai', { failures: 2 });
    const first = { ...scripted('openai', failure(), failure()), guard };
    const second = scripted('deepseek', reply, reply);
    const observed: string[] = [];
    const observe = (attempt: ModelAttempt) => void observed.push(attempt.provider);
    await run([first, second], { observe }).answer;
    const { attempts } = await run([first, second], { observe }).answer;
    expect(attempts).toMatchObject([
      { provider: 'openai', outcome: 'skipped', error_class: 'circuit_open', usage: null },
      { provider: 'deepseek', outcome: 'ok' },
    ]);
    expect(observed).toEqual(['openai', 'openai', 'deepseek', 'deepseek']);
  });

  test('tells an observer of every attempt, and of what was tried before it', async () => {
    const seen: string[] = [];
    const observe: Generating['observe'] = (attempt, { purpose }, before) =>
      void seen.push(`${purpose}: ${attempt.provider} ${attempt.outcome} after ${trail([...before]).join(', ')}`);
    await run([scripted('openai', failure(), wrongKey), scripted('deepseek', reply)], { observe }).answer;
    expect(seen).toEqual([
      'test: openai error after ',
      'test: openai error after openai server_error',
      'test: deepseek ok after openai server_error, openai authentication',
    ]);
  });

  test('an abort during a call or a wait rejects with its reason, and no further call is made', async () => {
    const reason = new Error('the task was cancelled');
    for (const when of ['call', 'wait']) {
      const controller = new AbortController();
      const abort = async () => controller.abort(reason);
      const during = () => new Promise<ProviderReply>(() => void abort());
      const first = scripted('openai', when === 'call' ? during : failure(), reply);
      const second = scripted('deepseek', reply);
      const options = { signal: controller.signal, ...(when === 'wait' && { sleep: abort }) };
      await expect(run([first, second], options).answer).rejects.toBe(reason);
      expect([first.left.length, second.left.length]).toEqual([1, 1]);
    }
  });

  test('the placeholder names the variables to set when no key is configured', async () => {
    const { degraded_reason, text } = await run([]).answer;
    expect(degraded_reason).toBe(
      'No language model is configured: set OPENAI_API_KEY, DEEPSEEK_API_KEY or ANTHROPIC_API_KEY.',
    );
    expect(text).toContain('未配置语言模型');
    expect((await run([], { noProvider: 'switched_off' }).answer).degraded_reason).toContain(
      'LLM_PROVIDER=placeholder',
    );
  });
});
