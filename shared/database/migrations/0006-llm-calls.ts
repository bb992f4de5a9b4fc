/**
 * Calls of models, and what they amount to by UTC day, provider, model and agent ('' for none): written together, so that
 * sums need not read every call. Without foreign keys: what was spent stays known when a task or a session is gone.
 */
export const llmCalls = {
  number: 6,
  name: 'llm-calls',
  statements: [
    `
    create table llm_calls (
      id uuid primary key,
      answer_id uuid,
      task_id uuid,
      step text,
      step_key text,
      step_attempt integer,
      session_id uuid,
      agent text,
      purpose text not null,
      provider text not null,
      model text,
      outcome text not null check (outcome in ('ok', 'error', 'skipped', 'cached', 'placeholder')),
      reason text,
      input_tokens integer,
      cached_input_tokens integer,
      output_tokens integer,
      cost_usd double precision,
      milliseconds integer not null,
      first_text_milliseconds integer,
      created_at timestamptz(3) not null
    )`,
    'create index llm_calls_of_task on llm_calls (task_id, created_at, id) where task_id is not null',
    'create index llm_calls_of_answer on llm_calls (answer_id)',
    'create index llm_calls_by_time on llm_calls using brin (created_at)',
    `
    create table llm_usage (
      day date not null,
      provider text not null,
      model text not null,
      agent text not null,
      calls bigint not null,
      failed bigint not null,
      cached bigint not null,
      degraded bigint not null,
      cost_unknown bigint not null,
      input_tokens bigint not null,
      cached_input_tokens bigint not null,
      output_tokens bigint not null,
      cost_usd double precision not null,
      primary key (day, provider, model, agent)
    )`,
  ],
};
