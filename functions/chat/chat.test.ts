import { afterAll, describe, expect, test, vi } from 'vitest';
import { research } from '../../shared/agents/research/agent.ts';
import { ChatReply } from '../../shared/http/chat-reply.ts';
import { placeholderAnswer } from '../../shared/llm/placeholder.ts';
import { type FakeScript, fakeLanguageModel } from '../../shared/testing/fake-language-model.ts';
import { invoke, type TestRequest } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { endpoint } from './index.ts';

const missing = '00000000-0000-4000-8000-000000000000';
const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());

/** A chat with a scripted model. */
function chatWith(script: FakeScript, contextTokens = 100_000) {
  const llm = fakeLanguageModel(script);
  const ports = { database: lent.database, llm, agents: [research], contextTokens: () => contextTokens };
  return {
    llm,
    say: (message: string, more: object = {}, request: TestRequest = {}) =>
      invoke(endpoint, ports, { body: { message, ...more }, ...request }),
    send: (body: object) => invoke(endpoint, ports, { body }),
  };
}
const stored = async (id: string) => {
  const { rows } = await lent.database.query<{ role: string; status: string; content: string }>(
    'select role, status, content from session_messages where session_id = $1 order by number',
    [id],
  );
  return rows.map(({ role, status, content }) => `${role} ${status}: ${content}`);
};

describe('POST /chat', () => {
  test('begins a session, and says who replied, for how much', async () => {
    const usage = { input_tokens: 12, cached_input_tokens: 4, output_tokens: 3 };
    const { llm, say } = chatWith([{ text: '你好！🙂', usage, cost_usd: 0.002, model: 'm' }]);
    const { status, headers, json } = await say('你好', { temperature: 0, max_tokens: 50, cache: true });
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'application/json; charset=utf-8' });
    expect(ChatReply.parse(json)).toEqual({
      session_id: expect.any(String),
      reply: '你好！🙂',
      finish_reason: 'stop',
      provider: 'fake',
      model: 'm',
      usage,
      cost_usd: 0.002,
      degraded: false,
      degraded_reason: null,
      cached: false,
      attempts: [],
    });
    expect(llm.requests).toEqual([
      {
        purpose: 'chat',
        caller: { agent: 'chat', session_id: json.session_id },
        system: expect.stringContaining('language of the last message'),
        messages: [{ role: 'user', content: '你好' }],
        temperature: 0,
        maxOutputTokens: 50,
        cache: true,
      },
    ]);
    expect(await stored(json.session_id)).toEqual(['user complete: 你好', 'assistant complete: 你好！🙂']);
  });

  test('gives the model the conversation so far', async () => {
    const { llm, say } = chatWith(['一', '二', '三']);
    const { session_id } = (await say('甲')).json;
    await say('乙', { session_id });
    expect((await say('丙', { session_id })).json.session_id).toBe(session_id);
    expect(llm.requests[2]?.messages.map(({ role, content }) => `${role} ${content}`)).toEqual([
      'user 甲',
      'assistant 一',
      'user 乙',
      'assistant 二',
      'user 丙',
    ]);
  });

  test('leaves the oldest turns out where the conversation is longer than the context', async () => {
    const { llm, say } = chatWith((request) => `回答${request.messages.length}`, 300);
    const { session_id } = (await say(`最早的话${'。说'.repeat(60)}`)).json;
    await say('第二句', { session_id });
    await say('第三句', { session_id });
    expect(llm.requests[2]?.messages.map(({ content }) => content)).toEqual(['第二句', '回答1', '第三句']);
    expect(await stored(session_id)).toHaveLength(6);
  });

  test('marks a placeholder as degraded, stores it, and never shows it to a model', async () => {
    const { llm, say } = chatWith([placeholderAnswer([], 'no_key'), '现在可以了']);
    const { json } = await say('有人吗');
    expect(json).toMatchObject({ provider: 'placeholder', model: null, degraded: true, cost_usd: 0 });
    expect(json.degraded_reason).toContain('OPENAI_API_KEY');
    await say('再问一次', { session_id: json.session_id });
    expect(llm.requests[1]?.messages).toEqual([{ role: 'user', content: '有人吗\n\n再问一次' }]);
    expect(await stored(json.session_id)).toHaveLength(4);
  });

  test('leaves a message that models refused out of what follows', async () => {
    const { llm, say } = chatWith(['好', placeholderAnswer([], 'no_key'), '四']);
    const { session_id } = (await say('你好')).json;
    await say('被拒绝的话', { session_id });
    await lent.database.query(
      `insert into llm_calls (id, answer_id, purpose, provider, outcome, reason, milliseconds, created_at)
       select gen_random_uuid(), answer_id, 'chat', 'openai', 'error', 'bad_request', 1, now()
       from session_messages where session_id = $1 and number = 4`,
      [session_id],
    );
    await say('二加二？', { session_id });
    expect(llm.requests[2]?.messages.map(({ content }) => content)).toEqual(['你好', '好', '二加二？']);
    expect(await stored(session_id)).toHaveLength(6);
  });

  test('takes the part of an agent, which the session keeps', async () => {
    const { llm, say } = chatWith(['a', 'b']);
    const { session_id } = (await say('q', { agent_type: 'research' })).json;
    await say('r', { session_id });
    for (const { caller, system } of llm.requests) {
      expect(caller).toEqual({ agent: 'research', session_id });
      expect(system).toContain(research.description);
    }
  });

  test('lets the messages of one session have their replies one after another, in the order in which they came', async () => {
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
    let calls = 0;
    const { llm, say } = chatWith(async ({ messages }) => {
      await gates[calls++]?.promise;
      return `答${messages.at(-1)?.content}`;
    });
    gates[0]?.resolve();
    const { session_id } = (await say('0')).json;
    const sent: Promise<unknown>[] = [];
    for (const message of ['1', '2', '3']) {
      sent.push(say(message, { session_id }));
      await vi.waitFor(async () => expect((await stored(session_id)).length).toBe(2 + sent.length * 2));
    }
    for (const [place, gate] of gates.entries()) {
      gate.resolve();
      await vi.waitFor(() => expect(llm.requests.length).toBeGreaterThanOrEqual(Math.min(place + 2, 4)));
      expect(llm.requests).toHaveLength(Math.min(place + 2, 4));
    }
    await Promise.all(sent);
    expect(llm.requests[3]?.messages.map(({ content }) => content)).toEqual(['0', '答0', '1', '答1', '2', '答2', '3']);
  });

  test('loses none of many messages at once', async () => {
    const { say } = chatWith(({ messages }) => `答${messages.at(-1)?.content}`);
    const { session_id } = (await say('0')).json;
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => say(`m${index}`, { session_id })));
    expect(answers.map(({ json }) => json.reply)).toEqual(answers.map((_, index) => `答m${index}`));
    const all = await stored(session_id);
    expect(all).toHaveLength(26);
    for (let place = 0; place < all.length; place += 2)
      expect(all[place + 1]).toBe(all[place]?.replace('user complete: ', 'assistant complete: 答'));
  });

  test('refuses a message where too many wait already', async () => {
    const gate = Promise.withResolvers<void>();
    const { say } = chatWith(async () => {
      await gate.promise;
      return 'r';
    });
    const first = say('0');
    const id = await vi.waitFor(async () => {
      const { rows } = await lent.database.query<{ session_id: string }>(
        "select session_id from session_messages where status = 'pending'",
      );
      expect(rows).toHaveLength(1);
      return rows[0]?.session_id ?? '';
    });
    const more = Array.from({ length: 19 }, () => say('w', { session_id: id }));
    await vi.waitFor(async () => expect(await stored(id)).toHaveLength(40));
    const { status, headers } = await say('too many', { session_id: id });
    expect({ status, after: headers['retry-after'] }).toEqual({ status: 409, after: '5' });
    gate.resolve();
    await Promise.all([first, ...more]);
  });

  test('stops the model when the client goes away, and the session goes on', async () => {
    const gone = new AbortController();
    const asked = Promise.withResolvers<void>();
    const { say, llm } = chatWith(['好', '在']);
    const { session_id } = (await say('先')).json;
    const silent = chatWith(() => {
      asked.resolve();
      return new Promise(() => {});
    });
    const answer = silent.say('走了', { session_id }, { signal: gone.signal });
    await asked.promise;
    gone.abort();
    await answer;
    expect(await stored(session_id)).toContain('assistant interrupted: ');
    expect((await say('还在吗', { session_id })).json.reply).toBe('在');
    expect(llm.requests[1]?.messages.map(({ content }) => content)).toEqual(['先', '好', '走了\n\n还在吗']);
  });

  test('does not wait for replies whose process is gone', async () => {
    const { say } = chatWith(['一', '二']);
    const { session_id } = (await say('甲')).json;
    await lent.database.query(
      `update session_messages set status = 'pending', pending_until = now() - interval '1 second'
       where session_id = $1 and number = 2`,
      [session_id],
    );
    expect((await say('乙', { session_id })).json.reply).toBe('二');
    expect((await stored(session_id))[1]).toBe('assistant interrupted: 一');
  });

  test('tells a message that its session was deleted while it waited', async () => {
    const gate = Promise.withResolvers<void>();
    const { say } = chatWith(async ({ messages }) => {
      if (messages.length > 1) await gate.promise;
      return 'r';
    });
    const { session_id } = (await say('0')).json;
    const running = say('1', { session_id });
    await vi.waitFor(async () => expect(await stored(session_id)).toHaveLength(4));
    const waiting = say('2', { session_id });
    await vi.waitFor(async () => expect(await stored(session_id)).toHaveLength(6));
    await lent.database.query('delete from sessions where id = $1', [session_id]);
    expect((await waiting).json).toMatchObject({ status: 404, detail: expect.stringContaining('deleted') });
    gate.resolve();
    expect((await running).status).toBe(200);
  });

  test('says what it cannot give, and leaves no reply pending', async () => {
    const { say } = chatWith([]);
    expect((await say('q')).status).toBe(500);
    const { rowCount } = await lent.database.query("select from session_messages where status = 'pending'");
    expect(rowCount).toBe(0);
  });

  test('stores characters that a database does not take as what they are not', async () => {
    const { json } = await chatWith(['a\0b\ud83d']).say('q');
    expect(json.reply).toBe('a\0b\ud83d');
    expect((await stored(json.session_id))[1]).toBe('assistant complete: a\ufffdb\ufffd');
  });

  test.each([
    ['no message', {}, 400, '/message'],
    ['an empty message', { message: ' \n' }, 400, '/message'],
    ['a message that is too long', { message: '长'.repeat(200_001) }, 400, '/message'],
    ['no tokens', { message: 'q', max_tokens: 0 }, 400, '/max_tokens'],
    ['half a token', { message: 'q', max_tokens: 1.5 }, 400, '/max_tokens'],
    ['a temperature of 3', { message: 'q', temperature: 3 }, 400, '/temperature'],
    ['a session id that is none', { message: 'q', session_id: '42' }, 400, '/session_id'],
    ['an unknown agent', { message: 'q', agent_type: 'poet' }, 400, '/agent_type'],
    ['an unknown field', { message: 'q', mesage: 'q' }, 400, '/mesage'],
  ])('refuses %s, and stores nothing', async (_what, body, status, path) => {
    const count = async () => (await lent.database.query('select from sessions')).rowCount;
    const before = await count();
    const answer = await chatWith([]).send(body);
    expect(answer.status).toBe(status);
    expect(answer.json.errors).toMatchObject([{ path }]);
    expect(await count()).toBe(before);
  });

  test('refuses a body over the limit, and an unknown session with what to do', async () => {
    const { say } = chatWith([]);
    expect((await say('x'.repeat(1_100_000))).status).toBe(413);
    const { status, json } = await say('q', { session_id: missing });
    expect({ status, detail: json.detail }).toEqual({
      status: 404,
      detail: `There is no session ${missing}. Leave session_id out to begin a new one.`,
    });
  });
});
