import type * as z from 'zod';
import { InvalidRequest } from '../errors.ts';

/** A place in a list as the opaque text that clients hand back: base64url of JSON. */
export const encodeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place that a client hands back. Throws a 400 that names `cursor` for a text that no list gave. */
export function decodeCursor<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const place = schema.safeParse(jsonOf(text));
  if (place.success) return place.data;
  const message = 'Must be the `next_cursor` of the page before, unchanged.';
  throw new InvalidRequest(`cursor: ${message}`, { violations: [{ path: 'cursor', message }] });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
