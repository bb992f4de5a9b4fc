import { expect, test, vi } from 'vitest';
import { lendDatabase } from '../testing/lend-database.ts';
import { createNotices, encodeNotice, type Notice } from './notices.ts';

test('notices arrive as they were sent, and what no notice can be read from says that anything may have changed', async () => {
  await using lent = await lendDatabase();
  const { database } = lent;
  const notices = createNotices({ database });
  const heard: Notice[] = [];
  const unsubscribe = await notices.subscribe((notice) => heard.push(notice));
  const sent = [
    encodeNotice({ by: 'w', queues: ['q'], tasks: ['t'], stopped: ['t'] }),
    'hello',
    'null',
    '{"tasks":7}',
    '[]',
  ];
  for (const payload of sent) await database.query("select pg_notify('multi_agent', $1::text)", [payload]);
  await vi.waitFor(() => expect(heard).toHaveLength(sent.length));
  expect(heard[0]).toEqual({ by: 'w', queues: ['q'], tasks: ['t'], stopped: ['t'] });
  expect(heard.slice(1)).toEqual(Array(4).fill({ tasks: 'all' }));
  unsubscribe();
  await notices.close();
});

test('a notice of too many tasks to name says all', () => {
  const tasks = Array.from({ length: 300 }, () => crypto.randomUUID());
  expect(JSON.parse(encodeNotice({ queues: ['q'], tasks }))).toMatchObject({ queues: ['q'], tasks: 'all' });
});
