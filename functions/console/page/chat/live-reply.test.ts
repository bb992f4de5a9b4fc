import { expect, test } from 'vitest';
import { apply, newReply } from './live-reply.ts';

test('pieces add up, a fallback is told, and the end has the last word', () => {
  const said = apply(apply(newReply(), 'delta', { text: '你' }), 'delta', { text: '好' });
  const continued = apply(said, 'continued', { provider: 'deepseek', model: 'm', reason: 'the stream broke off' });
  expect(continued).toMatchObject({ text: '你好', fallbacks: ['deepseek m: the stream broke off'], isDone: false });
  const end = { reply: '你好！', attempts: [] };
  expect(apply(continued, 'end', end as object)).toMatchObject({ text: '你好！', end, isDone: true });
  expect(apply(continued, 'heartbeat', {})).toBe(continued);
});
