import { counter, gauge, histogram } from './metric-declarations.ts';

/** Buckets that OpenTelemetry's conventions give for HTTP, for model calls and for tokens, and ours for work that takes minutes. */
const httpSeconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const modelSeconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];
const workSeconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600];

const call = ['gen_ai_operation_name', 'gen_ai_provider_name', 'gen_ai_request_model'] as const;

/** What a process measures itself; pushed to the aggregator. */
export const processMetrics = {
  requestDuration: histogram(
    'http_server_request_duration_seconds',
    'How long requests took, a stream until its first byte, by function (none: refused before one) and class of status.',
    httpSeconds,
    ['function', 'status_class'],
  ),
  activeRequests: gauge('http_server_active_requests', 'Requests that wait for their answer.', 'sum'),
  stepAttempts: counter('multi_agent_step_attempts_total', 'Attempts of steps by how they ended.', [
    'agent',
    'step',
    'outcome',
  ]),
  stepDuration: histogram('multi_agent_step_duration_seconds', 'How long attempts of steps took.', workSeconds, [
    'agent',
    'step',
    'outcome',
  ]),
  activeSteps: gauge('multi_agent_active_steps', 'Steps that workers run.', 'sum'),
  workerSlots: gauge('multi_agent_worker_slots', 'Steps that workers can run at once.', 'sum'),
  modelDuration: histogram(
    'gen_ai_client_operation_duration_seconds',
    'How long attempts of model calls took; error_type is empty where they succeeded.',
    modelSeconds,
    [...call, 'error_type'],
  ),
  modelFirstText: histogram(
    'gen_ai_client_operation_time_to_first_chunk_seconds',
    'How long streamed model calls took until their first text.',
    modelSeconds,
    call,
  ),
  modelTokens: histogram('gen_ai_client_token_usage', 'Tokens of model calls, a call at a time.', tokens, [
    ...call,
    'gen_ai_token_type',
  ]),
  modelCost: counter('multi_agent_model_cost_usd_total', 'What model calls cost, in USD, as far as prices are known.', [
    'provider',
    'model',
  ]),
  modelRetries: counter('multi_agent_model_retries_total', 'Model calls that were repeated at the same provider.', [
    'provider',
  ]),
  modelFallbacks: counter('multi_agent_model_fallbacks_total', 'Answers that were looked for at another provider.', [
    'provider',
  ]),
  modelAnswers: counter(
    'multi_agent_model_answers_total',
    'Answers by who gave them: a provider, the cache, or the placeholder where none did.',
    ['source'],
  ),
  modelDegraded: counter('multi_agent_model_degraded_answers_total', 'Answers that no model gave whole, by why.', [
    'reason',
  ]),
  breakerOpen: gauge(
    'multi_agent_model_breaker_open',
    'Is the provider left out because it failed? 1 where a process says so.',
    'max',
    ['provider'],
  ),
  retrievalDuration: histogram(
    'multi_agent_retrieval_duration_seconds',
    'How long searches in the knowledge base took.',
    httpSeconds,
    ['outcome'],
  ),
  citations: counter('multi_agent_citations_total', 'Quotes of models that were checked against their source.', [
    'outcome',
  ]),
  poolConnections: gauge('multi_agent_database_pool_connections', 'Connections to Postgres, by state.', 'sum', [
    'state',
  ]),
  poolWaiting: gauge('multi_agent_database_pool_waiting', 'Statements that wait for a connection.', 'sum'),
  redisUp: gauge('multi_agent_redis_up', 'Does Redis answer? 0 where a process cannot reach it.', 'min'),
  pushes: counter('multi_agent_metrics_pushes_total', 'Snapshots of metrics that arrived, by what became of them.', [
    'outcome',
  ]),
  rejectedSeries: counter('multi_agent_metrics_rejected_series_total', 'Series that the aggregator refused, by why.', [
    'reason',
  ]),
  build: gauge('multi_agent_build_info', 'Versions that run; the value is 1.', 'max', ['version', 'node_version']),
};

/** What only the database knows; read at scrapes. Counters and histograms are counted from rows, and so miss nothing. */
export const databaseMetrics = {
  up: gauge('multi_agent_database_up', 'Does the database answer? 1 or 0.', 'last'),
  tasks: gauge('multi_agent_tasks', 'Tasks that have not ended, by status.', 'last', ['status']),
  oldestTask: gauge(
    'multi_agent_oldest_unfinished_task_seconds',
    'How long ago the oldest task that has not ended was accepted; 0 where all have.',
    'last',
  ),
  queueJobs: gauge('multi_agent_queue_jobs', 'Jobs that wait (ready or deferred) or run (active), by queue.', 'last', [
    'queue',
    'state',
  ]),
  queueOldestReady: gauge(
    'multi_agent_queue_oldest_ready_seconds',
    'How long the oldest job that could run has waited; 0 where none does.',
    'last',
    ['queue'],
  ),
  tasksCreated: counter('multi_agent_tasks_created_total', 'Accepted tasks.', ['agent']),
  tasksFinished: counter('multi_agent_tasks_finished_total', 'Tasks that have ended, by how.', ['agent', 'outcome']),
  tasksDegraded: counter('multi_agent_tasks_degraded_total', 'Ended tasks whose result says that it is degraded.', [
    'agent',
  ]),
  deadLetters: counter(
    'multi_agent_dead_letters_total',
    'Tasks that failed because no worker brought a step to an end.',
    ['agent'],
  ),
  taskCost: counter('multi_agent_task_cost_usd_total', "What tasks' model calls cost, in USD.", ['agent']),
  taskWait: histogram(
    'multi_agent_task_wait_seconds',
    'From the acceptance of tasks to their first step.',
    workSeconds,
    ['agent'],
  ),
  taskDuration: histogram(
    'multi_agent_task_duration_seconds',
    'From the acceptance of tasks to their end.',
    workSeconds,
    ['agent', 'outcome'],
  ),
  stepsFinished: counter('multi_agent_steps_finished_total', 'Steps that have ended, by how.', [
    'agent',
    'step',
    'outcome',
  ]),
  stepsAttempted: counter('multi_agent_steps_attempted_total', 'Attempts of steps that workers have begun.', [
    'agent',
    'step',
  ]),
  stepWait: histogram(
    'multi_agent_step_wait_seconds',
    'From the queueing of steps to their first attempt.',
    workSeconds,
    ['step'],
  ),
  modelCalls: counter('multi_agent_stored_model_calls_total', 'Calls of models that were stored, by how they ended.', [
    'provider',
    'model',
    'agent',
    'outcome',
  ]),
  modelTokens: counter('multi_agent_stored_model_tokens_total', 'Tokens of the stored calls of models.', [
    'provider',
    'model',
    'agent',
    'type',
  ]),
  modelSpend: counter(
    'multi_agent_stored_model_cost_usd_total',
    'What the stored calls of models cost, in USD, as far as prices are known.',
    ['provider', 'model', 'agent'],
  ),
};

/** What the aggregator knows of itself. */
export const aggregatorMetrics = {
  processes: gauge('multi_agent_processes', 'Processes whose metrics arrive, by what they are.', 'last', ['role']),
  series: gauge('multi_agent_metrics_series', 'Series that the aggregator keeps.', 'last'),
};
