import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { InvalidRequest } from '../errors.ts';
import type { Part } from '../validation/violations-of.ts';
import { validate } from './validate.ts';

function refusalOf(schema: z.ZodType, value: unknown, part: Part = 'body'): InvalidRequest {
  try {
    validate(schema, value, part);
  } catch (error) {
    if (error instanceof InvalidRequest) return error;
  }
  throw new Error('it was accepted');
}

const Item = z.strictObject({ text: z.string(), size: z.number().optional() });

describe('validating', () => {
  test('gives the value as the schema makes it', () => {
    expect(validate(z.object({ n: z.coerce.number().default(3) }), {}, 'query')).toEqual({ n: 3 });
  });

  test('names each bad place of a body by a JSON pointer', () => {
    const { violations, message, status } = refusalOf(z.strictObject({ 'a/b~c': z.array(Item) }), {
      'a/b~c': [{ text: 1 }],
    });
    expect(status).toBe(400);
    expect(violations).toMatchObject([{ path: '/a~1b~0c/0/text' }]);
    expect(message).toContain('The body is not valid: /a~1b~0c/0/text: ');
  });

  test('names a parameter by its name', () => {
    expect(refusalOf(z.object({ limit: z.coerce.number() }), { limit: 'x' }, 'query').violations).toMatchObject([
      { path: 'limit' },
    ]);
  });

  test('says kinds of values in the words of JSON', () => {
    const Settings = z.object({ n: z.coerce.number(), whole: z.int(), map: z.record(z.string(), z.string()) });
    expect(refusalOf(Settings, { n: 'x', whole: 1.5, map: [] }).violations.map(({ message }) => message)).toEqual([
      'Invalid input: expected number',
      'Invalid input: expected whole number, received number',
      'Invalid input: expected object, received array',
    ]);
  });

  test('tells every unknown field, and what is missing', () => {
    expect(refusalOf(Item, { a: 1, b: 2 }).violations).toEqual([
      { path: '/text', message: 'Required (string).' },
      { path: '/a', message: expect.stringMatching(/^This field is not known; known are .*text.*\.$/) },
      { path: '/b', message: 'This field is not known.' },
    ]);
  });

  test('explains a union by the alternative that was meant', () => {
    const OneOrMany = z.union([Item, z.array(Item)]);
    expect(refusalOf(OneOrMany, { text: 'a', colour: 'red' }).violations).toMatchObject([{ path: '/colour' }]);
    expect(refusalOf(OneOrMany, [{ text: 'a' }, { text: 2 }]).violations).toMatchObject([{ path: '/1/text' }]);
    expect(refusalOf(OneOrMany, 'text').violations).toEqual([{ path: '', message: 'Must be object or array.' }]);
    const Few = z.union([Item, z.array(Item).max(2)]);
    expect(refusalOf(Few, Array(3).fill({ text: 'a' })).violations).toEqual([
      { path: '', message: expect.stringContaining('<=2 items') },
    ]);
  });

  test('lists the first three places in the message and at most twenty in all', () => {
    const value = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`x${n}`, n]));
    const { violations, message } = refusalOf(z.strictObject({}), value);
    expect(violations).toHaveLength(20);
    expect(message).toContain('/x2: This field is not known.; and 17 more');
  });
});
