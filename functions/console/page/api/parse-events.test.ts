import { expect, test } from 'vitest';
import { eventParser } from './parse-events.ts';

test('events are told whole, however the text is cut; comments are none', () => {
  const parse = eventParser();
  const stream = ': hello\n\nid: 7\nevent: tasks\ndata: {"a":1}\n\ndata: 2\n\nid: 8\nda';
  const told = [...stream].flatMap((character) => parse(character));
  expect(told).toEqual([
    { id: '7', type: 'tasks', data: { a: 1 } },
    { id: '', type: 'message', data: 2 },
  ]);
});
