import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../config.ts';
import { silentLogger } from '../telemetry/logger.ts';
import {
  anthropicEvent,
  beginStream,
  type Dialect,
  lendFaultyProvider,
  type Misbehaviour,
  messageStart,
  unusedUrl,
} from '../testing/lend-faulty-provider.ts';
import { lendModelServer } from '../testing/lend-model-server.ts';
import type { ErrorClass, ModelAnswer, ModelEvent } from './language-model.ts';
import { openLanguageModel } from './open-language-model.ts';

interface Fault {
  error_class: ErrorClass;
  /** Calls that are made of the provider before the next one is asked. */
  calls: number;
  misbehave: (dialect: Dialect) => Misbehaviour;
  /** Milliseconds that the provider may ask to wait before the retry; any for a fault that asks for none. */
  wait?: [least: number, most: number];
  /** What a stream said before it broke. */
  says?: boolean;
}

const request = { purpose: 'test', messages: [{ role: 'user' as const, content: '数到三' }] };
// The next provider answers within it, too, however busy the machine.
const hangSeconds = 2;
const retried = { calls: 2 };
const final = { calls: 1 };

const send = (response: ServerResponse, status: number, body: object | string, headers: object = {}) =>
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body));

/** A failure with an error body in the provider's own form. */
const status =
  (code: number, error: object, headers: () => object = () => ({})) =>
  (): Misbehaviour =>
  (response) =>
    send(response, code, { type: 'error', error: { message: `failed with ${code}`, ...error } }, headers());

const startStream = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });

/** Says a piece in a stream, or half of a JSON body where none is asked for, and then does `what` to it. */
const midway =
  (what: (response: ServerResponse) => void) =>
  (dialect: Dialect): Misbehaviour =>
  (response, { number, streamed }) => {
    if (streamed) startStream(response).write(beginStream[dialect](`第${number}段，`), () => what(response));
    else {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      response.write('{"choices":[{"message":{"content":"half', () => what(response));
    }
  };

const errorBody =
  (dialect: Dialect): Misbehaviour =>
  (response, { streamed }) => {
    const error = {
      message: 'upstream is overloaded',
      type: dialect === 'openai' ? 'server_error' : 'overloaded_error',
    };
    if (!streamed) send(response, 200, { type: 'error', error });
    else
      startStream(response).end(
        dialect === 'openai' ? `data: ${JSON.stringify({ error })}\n\n` : anthropicEvent('error', { error }),
      );
  };

const empty =
  (dialect: Dialect): Misbehaviour =>
  (response, { streamed }) => {
    const message = { content: [], stop_reason: 'end_turn', usage: { input_tokens: 11, output_tokens: 0 } };
    if (!streamed) send(response, 200, dialect === 'openai' ? { choices: [] } : message);
    else if (dialect === 'openai') startStream(response).end('data: {"choices":[]}\n\ndata: [DONE]\n\n');
    else {
      const end = anthropicEvent('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 0 } });
      startStream(response).end(messageStart + end + anthropicEvent('message_stop', {}));
    }
  };

const malformed =
  (dialect: Dialect): Misbehaviour =>
  (response, { number, streamed }) => {
    if (!streamed) send(response, 200, '{"choices": [{"mess');
    else
      startStream(response).end(
        `${beginStream[dialect](`第${number}段，`)}event: content_block_delta\ndata: {"choi\n\n`,
      );
  };

const faults: Record<string, Fault> = {
  '401': { ...final, error_class: 'authentication', misbehave: status(401, { type: 'authentication_error' }) },
  '403': { ...final, error_class: 'permission_denied', misbehave: status(403, { type: 'permission_error' }) },
  '404 model_not_found': { ...final, error_class: 'not_found', misbehave: status(404, { code: 'model_not_found' }) },
  '400': { ...final, error_class: 'bad_request', misbehave: status(400, { type: 'invalid_request_error' }) },
  '429 with Retry-After in seconds': {
    ...retried,
    error_class: 'rate_limited',
    wait: [2000, 2000],
    misbehave: status(429, {}, () => ({ 'retry-after': '2' })),
  },
  '429 with Retry-After as a date': {
    ...retried,
    error_class: 'rate_limited',
    wait: [1, 18_000],
    misbehave: status(429, {}, () => ({ 'retry-after': new Date(Date.now() + 18_000).toUTCString() })),
  },
  '429 with a long Retry-After': {
    ...final,
    error_class: 'rate_limited',
    misbehave: status(429, {}, () => ({ 'retry-after': '600' })),
  },
  '500': { ...retried, error_class: 'server_error', misbehave: status(500, { type: 'api_error' }) },
  '529': { ...retried, error_class: 'server_error', misbehave: status(529, { type: 'overloaded_error' }) },
  'a reset': {
    ...retried,
    error_class: 'connection',
    misbehave: () => (response) => response.socket?.resetAndDestroy(),
  },
  'a hang before the first byte': { ...retried, error_class: 'timeout', misbehave: () => () => {} },
  'a hang in the middle': { ...retried, error_class: 'timeout', says: true, misbehave: midway(() => {}) },
  'a reset in the middle': {
    ...retried,
    error_class: 'connection',
    says: true,
    misbehave: midway((response) => response.socket?.resetAndDestroy()),
  },
  'an end in the middle': {
    ...retried,
    error_class: 'connection',
    says: true,
    misbehave: midway((response) => response.socket?.end('0\r\n\r\n')),
  },
  'malformed JSON': { ...retried, error_class: 'invalid_output', says: true, misbehave: malformed },
  'a 200 with an error body': { ...retried, error_class: 'server_error', misbehave: errorBody },
  'empty choices': { ...retried, error_class: 'invalid_output', misbehave: empty },
  'a wrong content type': {
    ...retried,
    error_class: 'invalid_output',
    misbehave: () => (response) => send(response, 200, '<html>Log in</html>', { 'content-type': 'text/html' }),
  },
};

/** Whose place the faulty server takes, and who is asked next. */
const cases = {
  openai: {
    dialect: 'openai',
    next: 'deepseek',
    settings: (url: string) => ({ OPENAI_BASE_URL: url, OPENAI_API_KEY: 'k-one' }),
    nextKey: { DEEPSEEK_API_KEY: 'k-two' },
  },
  anthropic: {
    dialect: 'anthropic',
    next: 'openai',
    settings: (url: string) => ({ ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'k-one' }),
    nextKey: { OPENAI_API_KEY: 'k-two' },
  },
  'openai-compatible': {
    dialect: 'openai',
    next: 'openai',
    settings: (url: string) => ({
      OPENAI_COMPATIBLE_BASE_URL: url,
      OPENAI_COMPATIBLE_API_KEY: 'k-one',
      LLM_MODEL_OPENAI_COMPATIBLE: 'qwen3',
    }),
    nextKey: { OPENAI_API_KEY: 'k-two' },
  },
} as const;

type Faulty = keyof typeof cases;

/** Asks with the faulty provider first: `seen` is the sequence of calls that arrived, by provider. */
async function ask(provider: Faulty, streamed: boolean, url: string, seen: string[], seconds: number, alone: boolean) {
  const { next, settings, nextKey } = cases[provider];
  await using healthy = await lendModelServer(() => {
    seen.push(next);
    return { text: '第三段。', usage: { input_tokens: 7, output_tokens: 3 } };
  });
  const first = { LLM_PROVIDER: provider, LLM_TIMEOUT_SECONDS: String(seconds), ...settings(url) };
  const slept: number[] = [];
  const sleep = async (milliseconds: number) => void slept.push(milliseconds);
  const config = parseConfig({ ...healthy.environment, ...(alone ? {} : nextKey), ...first });
  const llm = openLanguageModel(config, { logger: silentLogger, sleep, random: () => 0 });
  const { signal } = new AbortController();
  const events: ModelEvent[] = streamed
    ? await Array.fromAsync(llm.stream(request, signal))
    : [{ type: 'end', answer: await llm.generate(request, signal) }];
  const last = events.at(-1);
  if (last?.type !== 'end') throw new Error('The stream has no end');
  return { answer: last.answer, events, slept };
}

const trail = ({ attempts }: ModelAnswer) =>
  attempts.map(({ provider, outcome, error_class }) => `${provider} ${error_class ?? outcome}`);

function expectRightText(answer: ModelAnswer, events: ModelEvent[], said: string) {
  const deltas = events.flatMap((event) => (event.type === 'delta' ? [event.text] : []));
  if (events.length > 1) expect(deltas.join('')).toBe(answer.text);
  if (answer.provider !== 'placeholder') expect(answer.text).toBe(said);
}

describe.each(Object.keys(cases) as Faulty[])('with %s, in the middle of', (provider) => {
  const { dialect, next } = cases[provider];

  describe.each([
    ['a stream', true],
    ['a whole answer', false],
  ])('%s,', (_mode, streamed) => {
    test.concurrent.each(Object.entries(faults))(
      '%s leads to the next provider, or to the placeholder',
      async (_name, fault) => {
        const { calls, error_class, wait, says } = fault;
        const seconds = error_class === 'timeout' ? hangSeconds : 30;
        const said = streamed && says ? ['第1段，', '第2段，'] : [];
        const failures = Array.from({ length: calls }, () => `${provider} ${error_class}`);
        const check = async (alone: boolean) => {
          const seen: string[] = [];
          await using faulty = await lendFaultyProvider(fault.misbehave(dialect), () => seen.push(provider));
          const { answer, events, slept } = await ask(provider, streamed, faulty.url, seen, seconds, alone);
          expect(seen).toEqual([...Array.from({ length: calls }, () => provider), ...(alone ? [] : [next])]);
          expect(trail(answer)).toEqual(alone ? failures : [...failures, `${next} ok`]);
          const speaker = alone ? (said.length && provider) || 'placeholder' : next;
          expect(answer).toMatchObject({ provider: speaker, degraded: alone });
          expectRightText(answer, events, [...said, ...(alone ? [] : ['第三段。'])].join(''));
          expect(events.filter(({ type }) => type === 'continued')).toHaveLength(
            said.length ? said.length - Number(alone) : 0,
          );
          expect(slept).toHaveLength(calls - 1);
          if (wait) expect(slept.every((waited) => waited >= wait[0] && waited <= wait[1])).toBe(true);
          expect(JSON.stringify(answer)).not.toContain('k-one');
        };
        await Promise.all([check(false), check(true)]);
      },
    );

    test.concurrent.each([
      ['a refused connection', unusedUrl, /ECONNREFUSED/],
      ['a name that no DNS server knows', async () => 'http://provider.invalid', /ENOTFOUND|EAI_AGAIN/],
    ])('%s leads to the next provider, or to the placeholder', async (_name, place, reason) => {
      const url = await place();
      const failures = [`${provider} connection`, `${provider} connection`];
      const seen: string[] = [];
      const { answer } = await ask(provider, streamed, url, seen, 30, false);
      expect(seen).toEqual([next]);
      expect(trail(answer)).toEqual([...failures, `${next} ok`]);
      expect(answer).toMatchObject({ provider: next, text: '第三段。', degraded: false });
      const alone = await ask(provider, streamed, url, seen, 30, true);
      expect(trail(alone.answer)).toEqual(failures);
      expect(alone.answer).toMatchObject({ provider: 'placeholder', degraded: true });
      expect(alone.answer.degraded_reason).toMatch(reason);
      expect(seen).toEqual([next]);
    });
  });
});
