import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { wholeNumber } from './whole-number.ts';

const limit = wholeNumber({ least: 1, most: 100, usual: 20 });
const Query = z.strictObject({ limit });

describe('a whole number', () => {
  test.each([
    ['1', 1],
    ['007', 7],
    ['100', 100],
  ])('is read from %s', (text, number) => expect(Query.parse({ limit: text })).toEqual({ limit: number }));

  test('may be left out', () => expect(Query.parse({})).toEqual({ limit: 20 }));

  test.each(['0x5', '0b1', '1e1', '5.0', '+5', ' 5', '', '-1', '0', '101', '9'.repeat(400), '５', 'x'])(
    'is not read from %j, and the answer says what is wanted',
    (text) =>
      expect(Query.safeParse({ limit: text }).error?.issues[0]?.message).toBe(
        'must be a whole number, from 1 to 100, in decimal digits',
      ),
  );

  test('is documented as an integer in its bounds, which may be left out', () => {
    const { properties, required } = z.toJSONSchema(Query, { io: 'input' });
    expect(properties?.limit).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 20 });
    expect(required).toBeUndefined();
  });
});
