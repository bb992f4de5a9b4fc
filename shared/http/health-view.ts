import * as z from 'zod';

const Part = z.object({ status: z.enum(['up', 'down']), reason: z.string().optional() });

/** How the service is. */
export const Health = z.object({
  status: z.enum(['ok', 'unavailable']),
  live: z.literal(true),
  ready: z.boolean(),
  checks: z.object({ database: Part.optional() }),
  version: z.string(),
});
