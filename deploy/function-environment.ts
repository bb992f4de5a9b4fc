import type { CatalogueFunction } from './catalogue.ts';
import { onlyIf, ref, sub } from './template-syntax.ts';

/** A secret, which CloudFormation reads when it deploys: the functions themselves may read none. */
const secret = (parameter: string, key?: string) =>
  sub(`{{resolve:secretsmanager:\${${parameter}}${key ? `:SecretString:${key}` : ''}}}`);

/** Connections of one process: an endpoint serves one request at a time, a step runs up to ten jobs. */
const connections = { endpoint: '2', step: '4', schedule: '2' };

/** Two attempts: where their provider hangs, the placeholder still answers within the endpoint's time. */
const timeForModels = (seconds: number) => ({
  LLM_REQUEST_TIMEOUT_SECONDS: String(seconds - 5),
  LLM_TIMEOUT_SECONDS: String(Math.floor((seconds - 5) / 2)),
});

/** The settings of one function: of each secret only what it reaches has need of. */
export function environmentOf(one: CatalogueFunction): Record<string, unknown> {
  const { kind, reaches } = one;
  const has = (reach: (typeof reaches)[number]) => reaches.includes(reach);
  return {
    LOG_LEVEL: ref('LogLevel'),
    ...(kind === 'endpoint'
      ? { API_KEYS: secret('ApiKeysSecretArn'), RATE_LIMIT_PER_MINUTE: ref('RateLimitPerMinute') }
      : {}),
    ...(has('database')
      ? {
          POSTGRES_HOST: ref('DatabaseHost'),
          POSTGRES_PORT: ref('DatabasePort'),
          POSTGRES_DB: ref('DatabaseName'),
          POSTGRES_USER: secret('DatabaseSecretArn', 'username'),
          POSTGRES_PASSWORD: secret('DatabaseSecretArn', 'password'),
          DATABASE_POOL_SIZE: connections[kind],
          PGSSLMODE: 'verify-full',
          // The certificates of RDS, which Node.js does not know by itself; they come with Lambda's image.
          NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
        }
      : {}),
    ...(has('models')
      ? {
          OPENAI_API_KEY: onlyIf('HasOpenAiKey', secret('OpenAiKeySecretArn')),
          DEEPSEEK_API_KEY: onlyIf('HasDeepSeekKey', secret('DeepSeekKeySecretArn')),
          ANTHROPIC_API_KEY: onlyIf('HasAnthropicKey', secret('AnthropicKeySecretArn')),
          LLM_PROVIDER: ref('LlmProvider'),
          LLM_MODEL: ref('LlmModel'),
          LLM_BASE_URL: ref('LlmBaseUrl'),
          LLM_DAILY_BUDGET_USD: ref('LlmDailyBudgetUsd'),
          ...(kind === 'endpoint' && !one.streams ? timeForModels(one.timeout_seconds) : {}),
        }
      : {}),
    ...(has('queues') ? { STEP_FUNCTION_PREFIX: sub(`\${AWS::StackName}-`) } : {}),
  };
}
