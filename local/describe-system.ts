import { type Config, config } from '../shared/config.ts';
import { diagnoseSelection } from '../shared/llm/diagnose-selection.ts';
import { firstCommand } from './first-command.ts';

/** What is running, where, and on what, and what to try; for people. */
export function describeSystem({ apiUrl, metricsUrl }: { apiUrl: string; metricsUrl: string }): string {
  const { databaseUrl, redisUrl, apiKeys, DATA_DIR, WORKER_SLOTS, RATE_LIMIT_PER_MINUTE } = config();
  const access = [
    apiKeys ? 'with a key' : 'open to everyone who reaches it',
    RATE_LIMIT_PER_MINUTE ? `${RATE_LIMIT_PER_MINUTE} requests a minute` : 'no limit',
  ];
  return `
Multi-agent system
  Console   ${apiUrl}/console/
  API       ${apiUrl}   docs: ${apiUrl}/docs
  Access    ${access.join(', ')}
  Metrics   ${metricsUrl}
  Workers   ${WORKER_SLOTS} steps at once
  Database  ${databaseUrl ? describeUrl(databaseUrl) : `PGlite in ${DATA_DIR}`}
  Redis     ${redisUrl ? describeRedis(redisUrl) : 'none: limits and cached answers are of this process alone'}
  Model     ${describeModels(config())}

Try the console, or:
  ${firstCommand(apiUrl, process.platform, apiKeys !== '')}
  npm run demo
`;
}

function describeModels(configured: Config): string {
  const { providers, reason } = diagnoseSelection(configured, {}, new Date());
  const names = providers.map(({ provider, model }) => `${provider} (${model})`);
  return names.join(', then ') || `none, so results are extracts and say that they are degraded. ${reason}`;
}

function describeRedis(redisUrl: string): string {
  const { hostname, port } = new URL(redisUrl);
  return `${hostname}:${port || 6379}`;
}

function describeUrl(databaseUrl: string): string {
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `Postgres ${hostname}:${port || 5432}${pathname}`;
}
