import * as z from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { liveDatabase } from '../../shared/database/live.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { Health } from '../../shared/http/health-view.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import type { Ports } from '../../shared/ports.ts';
import { checkDatabase } from './database-check.ts';

/** Answers stay below the usual probe time-out of 3 s, also while the database hangs. */
const databaseSeconds = 2;

/** GET /health: is this process alive, and can it do its work? Never calls a model. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/health',
  tag: 'operations',
  open: true,
  summary: 'Is the service alive, and ready?',
  description: 'With probe=live the process alone is asked; else the database too. It never calls a model.',
  query: z.object({ probe: z.enum(['live', 'ready']).default('ready') }),
  response: { 200: Health, 503: Health },
  handle: async ({ query }, { database }: Pick<Ports, 'database'>) => {
    const checks = query.probe === 'live' ? {} : { database: await checkDatabase(database, databaseSeconds) };
    const ready = checks.database?.status !== 'down';
    const body = { status: ready ? 'ok' : 'unavailable', live: true, ready, checks, version: manifest.version };
    return ready ? { status: 200, body } : { status: 503, body, headers: { 'retry-after': '1' } };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
