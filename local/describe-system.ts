import { config } from '../shared/config.ts';
import { describeProviders } from '../shared/llm/live.ts';
import { firstCommand } from './first-command.ts';

/** What is running, where, and on what, and two commands to try; for people. */
export function describeSystem({ apiUrl, metricsUrl }: { apiUrl: string; metricsUrl: string }): string {
  const { databaseUrl, DATA_DIR, WORKER_SLOTS } = config();
  const providers = describeProviders(config()).map(({ provider, model }) => `${provider} (${model})`);
  return `
Multi-agent system
  API       ${apiUrl}   docs: ${apiUrl}/docs
  Metrics   ${metricsUrl}
  Workers   ${WORKER_SLOTS} steps at once
  Database  ${databaseUrl ? describeUrl(databaseUrl) : `PGlite in ${DATA_DIR}`}
  Model     ${providers.join(', then ') || 'none: no key is set, so results are extracts and say that they are degraded'}

Try:
  ${firstCommand(apiUrl, process.platform)}
  npm run demo
`;
}

function describeUrl(databaseUrl: string): string {
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `Postgres ${hostname}:${port || 5432}${pathname}`;
}
