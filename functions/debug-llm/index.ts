import * as z from 'zod';
import { config, runsOnLambda, variablesSet } from '../../shared/config.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { DiagnosisView } from '../../shared/http/diagnosis-view.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { liveEngine } from '../../shared/llm/live.ts';
import { liveCalls } from '../../shared/llm/live-calls.ts';
import { createProber } from '../../shared/llm/probe-provider.ts';
import { modelVariables } from '../../shared/llm/show-variable.ts';
import { type DebugPorts, describeModels } from './describe-models.ts';

/** GET /debug/llm: which model answers here, why, and what is wrong where none does. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/debug/llm',
  tag: 'operations',
  summary: 'Which model answers, why, and does it work?',
  description:
    'Explains the settings that select models, and calls the first one with a few tokens: at most once a minute, and not ' +
    'at all with probe=false. Keys are never shown.',
  query: z.object({ probe: z.enum(['true', 'false']).default('true') }),
  response: { 200: DiagnosisView },
  handle: async ({ query }, ports: DebugPorts) => ({
    status: 200,
    body: await describeModels(query.probe === 'true', ports),
  }),
});

const probe = createProber({
  seconds: 10,
  cacheSeconds: 60,
  observe: (attempt, request) => liveEngine().observe?.(attempt, request, []),
});

export const handler = lambdaHttp(endpoint, {
  config,
  variables: () => variablesSet(modelVariables),
  async probe(selected) {
    const probed = await probe(selected);
    // Elsewhere this must not wait for the database: it answers also while that is away.
    if (runsOnLambda()) await liveCalls.flush();
    return probed;
  },
  breakers: () => liveEngine().providers.map(({ guard }) => guard.state()),
});
