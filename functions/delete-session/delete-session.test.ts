import { afterAll, describe, expect, test } from 'vitest';
import { beginTurn } from '../../shared/sessions/begin-turn.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { endpoint } from './index.ts';

const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());
const remove = (id: string) => invoke(endpoint, lent, { params: { id } });

describe('DELETE /sessions/{id}', () => {
  test('removes the session with its messages, and answers 404 the second time', async () => {
    const { session_id } = await beginTurn({ message: '忘了吧' }, lent);
    expect(await remove(session_id)).toMatchObject({ status: 204, text: '' });
    const { rowCount } = await lent.database.query('select from session_messages where session_id = $1', [session_id]);
    expect(rowCount).toBe(0);
    expect((await remove(session_id)).status).toBe(404);
  });

  test('answers 404 for an id that never was, and 400 for what is no id', async () => {
    expect((await remove(crypto.randomUUID())).status).toBe(404);
    expect((await remove('42')).status).toBe(400);
  });
});
