import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { InvalidRequest } from '../errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const Place = z.strictObject({ at: z.int(), id: z.string() });

describe('a cursor', () => {
  it('gives back the place that it was made from, in letters that need no escaping', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (at, id) => {
        const cursor = encodeCursor({ at, id });
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(Place, cursor)).toEqual({ at, id });
      }),
    );
  });

  it('of any other text is a bad request that names the parameter', () => {
    for (const text of ['', 'x', '%%%', encodeCursor({ at: 'now', id: '1' }), encodeCursor(null), '😀']) {
      expect(() => decodeCursor(Place, text)).toThrow(InvalidRequest);
      expect(() => decodeCursor(Place, text)).toThrow(/^cursor: /);
    }
  });
});
