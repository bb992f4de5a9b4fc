import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { SetupError } from '../shared/errors.ts';

const shared = {
  name: z.string(),
  timeout_seconds: z.number(),
  memory_mb: z.number(),
  reaches: z.array(z.enum(['database', 'models', 'queues'])),
};

const Catalogue = z.object({
  functions: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        ...shared,
        kind: z.literal('endpoint'),
        method: z.string(),
        paths: z.array(z.string()),
        streams: z.boolean(),
      }),
      z.object({ ...shared, kind: z.literal('step'), queue: z.string() }),
      z.object({ ...shared, kind: z.literal('schedule') }),
    ]),
  ),
});

/** What the build says of a function. */
export type CatalogueFunction = z.output<typeof Catalogue>['functions'][number];

/** Reads what the build has written of all functions into `dist`. Throws a SetupError where there is none. */
export async function readCatalogue(dist: string): Promise<CatalogueFunction[]> {
  const file = join(dist, 'catalogue.json');
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new SetupError(`${file} cannot be read. Run npm run build first.`, { cause });
  });
  return Catalogue.parse(JSON.parse(text)).functions;
}
