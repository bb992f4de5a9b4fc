import { afterAll, describe, expect, test } from 'vitest';
import { encodeCursor } from '../../shared/http/cursor.ts';
import { SessionView } from '../../shared/http/session-view.ts';
import { beginTurn } from '../../shared/sessions/begin-turn.ts';
import { storeReply } from '../../shared/sessions/store-reply.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { endpoint } from './index.ts';

const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());
const read = (id: string, query = {}) => invoke(endpoint, lent, { params: { id }, query });

const usage = { input_tokens: 5, cached_input_tokens: 1, output_tokens: 2 };
const reply = { id: crypto.randomUUID(), provider: 'openai', model: 'm', usage, cost_usd: 0.5 };
const sound = { degraded: false, degraded_reason: null };

/** A session of as many turns. */
async function converse(turns: number): Promise<string> {
  let session_id: string | undefined;
  for (let turn = 1; turn <= turns; turn += 1) {
    const begun = await beginTurn({ message: `问${turn}`, session_id, agent_type: 'research' }, lent);
    await storeReply(begun, { ...reply, ...sound, text: `答${turn}🙂` }, lent);
    session_id = begun.session_id;
  }
  return session_id ?? '';
}

describe('GET /sessions/{id}', () => {
  test('tells what was said, by whom, when and for how much', async () => {
    const id = await converse(1);
    const { status, json } = await read(id);
    expect(status).toBe(200);
    const time = expect.stringMatching(/^\d{4}-.*Z$/);
    const unanswered = { provider: null, model: null, usage: null, cost_usd: null };
    expect(SessionView.parse(json)).toEqual({
      session_id: id,
      agent_type: 'research',
      created_at: time,
      updated_at: time,
      messages: [
        { number: 1, role: 'user', content: '问1', created_at: time, status: 'complete', ...unanswered, ...sound },
        {
          number: 2,
          role: 'assistant',
          content: '答1🙂',
          created_at: time,
          status: 'complete',
          provider: 'openai',
          model: 'm',
          usage,
          cost_usd: 0.5,
          ...sound,
        },
      ],
      next_cursor: null,
    });
  });

  test('pages through all messages once, oldest first', async () => {
    const id = await converse(4);
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { json } = await read(id, cursor ? { limit: 3, cursor } : { limit: 3 });
      expect(json.messages.length).toBeLessThanOrEqual(3);
      seen.push(...json.messages.map(({ number }: { number: number }) => number));
      cursor = json.next_cursor;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('shows a reply that is being made as pending, and one whose process is gone as interrupted', async () => {
    const { session_id } = await beginTurn({ message: '问' }, lent);
    const status = async () => (await read(session_id)).json.messages[1].status;
    expect(await status()).toBe('pending');
    await lent.database.query(
      "update session_messages set pending_until = now() - interval '1 second' where session_id = $1 and number = 2",
      [session_id],
    );
    expect(await status()).toBe('interrupted');
  });

  test('answers 404 for a session that never was, and 400 for what is no id, limit or cursor', async () => {
    const missing = await read(crypto.randomUUID());
    expect(missing).toMatchObject({ status: 404, json: { detail: expect.stringContaining('POST /chat') } });
    expect((await read('42')).status).toBe(400);
    const id = await converse(1);
    for (const query of [{ limit: 0 }, { limit: 101 }, { cursor: 'x' }, { cursor: encodeCursor({ number: -1 }) }])
      expect((await read(id, query)).status).toBe(400);
  });
});
