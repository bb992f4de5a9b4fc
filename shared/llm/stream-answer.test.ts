import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { costOf } from './cost-of.ts';
import type { Callee, Engine } from './engine.ts';
import { askedBy, estimateUsage } from './estimate-usage.ts';
import type { ModelAttempt, ModelEvent, ModelRequest } from './language-model.ts';
import { ModelError } from './model-error.ts';
import type { ModelProvider, ProviderPiece } from './model-provider.ts';
import { type KnownProvider, modelTable } from './model-table.ts';
import { openGuard } from './open-guard.ts';
import { streamAnswer } from './stream-answer.ts';

const request: ModelRequest = { purpose: 'test', system: 'short', messages: [{ role: 'user', content: '数到三' }] };
const usage = { input_tokens: 1000, cached_input_tokens: 0, output_tokens: 100 };
const broken = new ModelError('connection', 'The stream broke off', { retryable: true });
const wrongKey = new ModelError('authentication', '401 wrong key');
const end: ProviderPiece = { text: '', usage, finish_reason: 'stop' };
const { signal } = new AbortController();

type Script = (string | ProviderPiece | ModelError | Promise<never>)[];

/** A provider whose every call streams what the next script says; `asked` holds the requests, `stopped` counts closed streams. */
function scripted(provider: KnownProvider, ...scripts: Script[]) {
  const asked: ModelRequest[] = [];
  const stopped: string[] = [];
  const stream: ModelProvider['stream'] = async function* (given, called) {
    const script = scripts[asked.push(given) - 1];
    if (!script) throw new Error(`unscripted call of ${provider}`);
    called.addEventListener('abort', () => stopped.push(provider));
    for (const piece of script) {
      if (piece instanceof ModelError) throw piece;
      if (piece instanceof Promise) await piece;
      else yield typeof piece === 'string' ? { text: piece } : piece;
    }
  };
  return { provider, model: modelTable[provider].default_model, guard: openGuard(provider), stream, asked, stopped };
}

type Streaming = Engine<Callee & Pick<ModelProvider, 'stream'>>;

function engineOf(providers: Streaming['providers'], options: Partial<Streaming> = {}): Streaming {
  const limits = { timeoutSeconds: 5, requestTimeoutSeconds: 30 };
  return { providers, noProvider: 'no_key', ...limits, sleep: async () => {}, random: () => 0, ...options };
}
const run = (providers: Streaming['providers'], options: Partial<Streaming> = {}, asked = request) =>
  Array.fromAsync(streamAnswer(asked, signal, engineOf(providers, options)));

function answerOf(events: ModelEvent[]) {
  const last = events.at(-1);
  if (last?.type !== 'end') throw new Error('The stream has no end');
  const said = events.flatMap((event) => (event.type === 'delta' ? [event.text] : [])).join('');
  expect(last.answer.text).toBe(said);
  return last.answer;
}

describe('streaming an answer', () => {
  test('passes on what the provider says, and counts it', async () => {
    const events = await run([scripted('openai', [{ text: '' }, '一', '二', end])]);
    expect(events.map(({ type }) => type)).toEqual(['delta', 'delta', 'end']);
    const answer = answerOf(events);
    expect(answer).toMatchObject({ text: '一二', provider: 'openai', usage, degraded: false, finish_reason: 'stop' });
    expect(answer.cost_usd).toBe(costOf('openai', modelTable.openai.default_model, usage));
    expect(answer.attempts).toMatchObject([{ outcome: 'ok', first_text_milliseconds: expect.any(Number) }]);
  });

  test('goes on with the same provider, then with the next one, where a stream breaks', async () => {
    const first = scripted('openai', ['一，', { text: '', usage }, broken], ['二，', broken]);
    const second = scripted('deepseek', ['三。', end]);
    const events = await run([first, second]);
    expect(events.slice(0, -1)).toEqual([
      { type: 'delta', text: '一，' },
      { type: 'continued', provider: 'openai', model: first.model, reason: 'The stream broke off' },
      { type: 'delta', text: '二，' },
      { type: 'continued', provider: 'deepseek', model: second.model, reason: 'The stream broke off' },
      { type: 'delta', text: '三。' },
    ]);
    const answer = answerOf(events);
    expect(answer).toMatchObject({ text: '一，二，三。', provider: 'deepseek', degraded: false });
    expect(answer.attempts.map(({ usage }) => usage)).toEqual([usage, null, usage]);
    expect(answer.usage).toEqual({ input_tokens: 2000, cached_input_tokens: 0, output_tokens: 200 });
    expect(second.asked[0]?.messages).toEqual([
      ...request.messages,
      { role: 'assistant', content: '一，二，' },
      { role: 'user', content: expect.stringContaining('Go on exactly there') },
    ]);
    expect(second.asked[0]?.system).toBe('short');
  });

  test('asks to go on within what is left of the token limit, and for no whole object', async () => {
    const provider = scripted('openai', ['{"items":["一个很长的回答', broken], ['"]}', end]);
    await run([provider], {}, { ...request, maxOutputTokens: 100, schema: z.object({ items: z.array(z.string()) }) });
    expect(provider.asked[1]?.schema).toBeUndefined();
    expect(provider.asked[1]?.maxOutputTokens).toBeLessThan(100);
  });

  test('begins anew, without a word, where nothing was said before a stream broke', async () => {
    const provider = scripted('openai', [{ text: '' }, broken], ['好', end]);
    const events = await run([provider]);
    expect(events.map(({ type }) => type)).toEqual(['delta', 'end']);
    expect(provider.asked).toEqual([request, request]);
  });

  test('does not say again what a continuation repeats, nor anything where nothing was missing', async () => {
    const text = '人工智能可以辅助医生阅读医学影像。';
    const repeating = await run([scripted('openai', [text, broken], [text, '完。', end])]);
    expect(answerOf(repeating).text).toBe(`${text}完。`);
    const complete = await run([scripted('openai', [text, broken], [end])]);
    expect(complete.map(({ type }) => type)).toEqual(['delta', 'end']);
    expect(answerOf(complete)).toMatchObject({ text, degraded: false, finish_reason: 'stop' });
  });

  test('ends with what there is, degraded, where nobody goes on with it', async () => {
    const events = await run([scripted('openai', ['一，', broken], [broken]), scripted('deepseek', [wrongKey])]);
    const answer = answerOf(events);
    expect(answer).toMatchObject({ text: '一，', provider: 'openai', finish_reason: 'length', degraded: true });
    expect(answer.degraded_code).toBe('broke_off');
    expect(answer.degraded_reason).toMatch(/^The answer broke off.*connection.*authentication/);
    expect(answer.attempts).toHaveLength(3);
  });

  test('ends with the placeholder where nobody said anything, or an empty answer', async () => {
    expect(answerOf(await run([]))).toMatchObject({ provider: 'placeholder', degraded: true });
    const empty = answerOf(await run([scripted('openai', [end], [end])]));
    expect(empty).toMatchObject({ provider: 'placeholder', usage: { input_tokens: 2000 } });
    const guarded = scripted('openai', [end], [end]);
    await run([{ ...guarded, guard: openGuard('openai', { failures: 1 }) }]);
    expect(guarded.asked).toHaveLength(2);
    expect(empty.attempts).toMatchObject([{ error_class: 'invalid_output', usage }, { error: 'Empty answer (stop)' }]);
  });

  test('gives up a stream that falls silent, not one that is slow to be read', async () => {
    const never = new Promise<never>(() => {});
    const silent = scripted('openai', ['一，', never], [never]);
    const events = await run([silent, scripted('deepseek', ['二。', end])], { timeoutSeconds: 0.1 });
    expect(answerOf(events).attempts.map(({ error_class }) => error_class)).toEqual(['timeout', 'timeout', null]);
    expect(silent.stopped).toEqual(['openai', 'openai']);
    const slow: ModelEvent[] = [];
    for await (const event of streamAnswer(
      request,
      signal,
      engineOf([scripted('openai', ['一', '二', end])], { timeoutSeconds: 0.1 }),
    )) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      slow.push(event);
    }
    expect(answerOf(slow)).toMatchObject({ text: '一二', degraded: false });
  });

  test('ends a stream that flows for longer than the request may take', async () => {
    const endless: ModelProvider['stream'] = async function* () {
      for (;;) {
        yield { text: '又' };
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const provider = { ...scripted('openai'), stream: endless };
    const answer = answerOf(await run([provider, scripted('deepseek')], { requestTimeoutSeconds: 0.1 }));
    expect(answer).toMatchObject({ provider: 'openai', degraded: true, attempts: [{ error_class: 'timeout' }] });
  });

  test('stops the call when it is closed, and tells the observer what it had used', async () => {
    const seen: ModelAttempt[] = [];
    const provider = scripted('openai', ['一', { text: '二', usage }, '三', end]);
    const stream = streamAnswer(
      request,
      signal,
      engineOf([provider], { observe: (attempt) => void seen.push(attempt) }),
    );
    for await (const event of stream) if (event.type === 'delta' && event.text === '二') break;
    expect(provider.stopped).toEqual(['openai']);
    expect(seen).toMatchObject([{ outcome: 'error', error_class: 'aborted', error: 'Closed by the caller', usage }]);
  });

  test('is estimated where it is closed before it has told what it used', async () => {
    const seen: ModelAttempt[] = [];
    const provider = scripted('openai', ['一二三四五', '六', end]);
    const stream = streamAnswer(
      request,
      signal,
      engineOf([provider], { observe: (attempt) => void seen.push(attempt) }),
    );
    for await (const event of stream) if (event.type === 'delta') break;
    expect(seen[0]?.usage).toEqual(estimateUsage(askedBy(request), '一二三四五'));
    expect(seen[0]?.usage?.output_tokens).toBeGreaterThan(2);
  });

  test('rejects with the reason of an abort, stops the call, and calls nobody else', async () => {
    const reason = new Error('the task was cancelled');
    const controller = new AbortController();
    const [first, second] = [scripted('openai', ['一', new Promise<never>(() => {})]), scripted('deepseek')];
    const stream = streamAnswer(request, controller.signal, engineOf([first, second]));
    await stream.next();
    const next = stream.next();
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect([first.stopped, second.asked]).toEqual([['openai'], []]);
  });
});
