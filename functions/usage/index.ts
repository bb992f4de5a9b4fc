import * as z from 'zod';
import { liveDatabase } from '../../shared/database/live.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { UsageView } from '../../shared/http/usage-view.ts';
import { readUsage, usageGroups } from '../../shared/llm/read-usage.ts';
import type { Ports } from '../../shared/ports.ts';
import { daysAsked, usualDays } from './days-asked.ts';

const Day = z.iso.date('must be a day (UTC) like 2026-11-25');

/** GET /usage: what calls of models amount to, by UTC day, provider, model or agent. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/usage',
  tag: 'operations',
  summary: 'Read what models were used for, and their cost',
  description: `The sums of whole UTC days: of the last ${usualDays} unless \`from\` or \`to\` say otherwise.`,
  query: z.strictObject({
    group_by: z.enum(usageGroups).default('day'),
    from: Day.optional().describe('The first day.'),
    to: Day.optional().describe('The last day; today if absent.'),
  }),
  response: {
    200: UsageView,
  },
  async handle({ query: { group_by, ...asked } }, ports: Pick<Ports, 'database'>) {
    const { from, to } = daysAsked(asked);
    const { groups, total } = await readUsage(group_by, { from, to }, ports);
    return { status: 200, body: { group_by, from, to, items: groups, total } };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
