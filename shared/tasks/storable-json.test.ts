import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lendDatabase } from '../testing/lend-database.ts';
import { storableJson } from './storable-json.ts';

let lent: Awaited<ReturnType<typeof lendDatabase>>;
beforeAll(async () => {
  lent = await lendDatabase();
});
afterAll(() => lent[Symbol.asyncDispose]());

test('what the database cannot hold becomes the replacement character, and the rest stays', () => {
  expect(JSON.parse(storableJson({ 'a\0': ['b\0c', '\ud800', '😀', 1, null, true] }))).toEqual({
    'a\ufffd': ['b\ufffdc', '\ufffd', '😀', 1, null, true],
  });
  expect(storableJson({ text: 'C:\\u0000' })).toBe(JSON.stringify({ text: 'C:\\u0000' }));
  expect(JSON.parse(storableJson({ at: new Date(0), text: '\0' }))).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    text: '\ufffd',
  });
});

test('the database takes any of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ stringUnit: 'binary' }), fc.string({ unit: 'binary' }), async (value, text) => {
      const json = storableJson({ value, text: `\0${text}\udc00` });
      const { rows } = await lent.database.query<{ kept: unknown }>('select $1::jsonb as kept', [json]);
      expect(rows[0]?.kept).toEqual(JSON.parse(json));
    }),
    { numRuns: 50 },
  );
});
