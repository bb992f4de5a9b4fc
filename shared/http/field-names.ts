import * as z from 'zod';

/** The top-level names that an object schema declares; undefined if it takes others too. */
export function fieldNames(schema: z.ZodType | undefined): ReadonlySet<string> | undefined {
  if (!schema) return new Set();
  if (schema instanceof z.ZodPipe) return fieldNames(schema.in as z.ZodType);
  if (!(schema instanceof z.ZodObject)) return undefined;
  const { catchall } = schema.def;
  return catchall && !(catchall instanceof z.ZodNever) ? undefined : new Set(Object.keys(schema.shape));
}
