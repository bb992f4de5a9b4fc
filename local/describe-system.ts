import { config } from '../shared/config.ts';
import { describeProviders } from '../shared/llm/live.ts';
import { firstCommand } from './first-command.ts';

/** What is running, where, and on what, and two commands to try; for people. */
export function describeSystem({ apiUrl, metricsUrl }: { apiUrl: string; metricsUrl: string }): string {
  const { databaseUrl, redisUrl, apiKeys, DATA_DIR, WORKER_SLOTS, RATE_LIMIT_PER_MINUTE } = config();
  const providers = describeProviders(config()).map(({ provider, model }) => `${provider} (${model})`);
  const access = [
    apiKeys ? 'with a key' : 'open to everyone who reaches it',
    RATE_LIMIT_PER_MINUTE ? `${RATE_LIMIT_PER_MINUTE} requests a minute` : 'no limit',
  ];
  return `
Multi-agent system
  API       ${apiUrl}   docs: ${apiUrl}/docs
  Access    ${access.join(', ')}
  Metrics   ${metricsUrl}
  Workers   ${WORKER_SLOTS} steps at once
  Database  ${databaseUrl ? describeUrl(databaseUrl) : `PGlite in ${DATA_DIR}`}
  Redis     ${redisUrl ? describeRedis(redisUrl) : 'none: limits and cached answers are of this process alone'}
  Model     ${providers.join(', then ') || 'none: no key is set, so results are extracts and say that they are degraded'}

Try:
  ${firstCommand(apiUrl, process.platform, apiKeys !== '')}
  npm run demo
`;
}

function describeRedis(redisUrl: string): string {
  const { hostname, port } = new URL(redisUrl);
  return `${hostname}:${port || 6379}`;
}

function describeUrl(databaseUrl: string): string {
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `Postgres ${hostname}:${port || 5432}${pathname}`;
}
