/** Tasks, their steps and their events. */
export const tasks = {
  number: 1,
  name: 'tasks',
  statements: [
    `
    create table tasks (
      id uuid primary key,
      agent_type text not null,
      query text not null,
      priority text not null check (priority in ('low', 'medium', 'high', 'urgent')),
      input jsonb not null,
      metadata jsonb not null,
      max_cost_usd double precision,
      idempotency_key text unique,
      request_hash text,
      status text not null default 'queued' check (status in ('queued', 'processing', 'completed', 'failed', 'cancelled')),
      created_at timestamptz not null default date_trunc('milliseconds', now()),
      started_at timestamptz,
      finished_at timestamptz,
      result jsonb,
      error jsonb,
      degraded boolean not null default false,
      degraded_reason text,
      provider text,
      model text,
      input_tokens integer not null default 0,
      output_tokens integer not null default 0,
      cost_usd double precision not null default 0,
      last_event integer not null
    )`,
    'create index tasks_newest on tasks (created_at desc, id desc)',
    'create index tasks_by_status on tasks (status, created_at desc, id desc)',
    'create index tasks_by_metadata on tasks using gin (metadata jsonb_path_ops)',
    `
    create table steps (
      task_id uuid not null references tasks (id) on delete cascade,
      name text not null,
      key text not null,
      stage integer not null,
      place integer not null,
      status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
      attempts integer not null default 0,
      input jsonb not null,
      output jsonb,
      error jsonb,
      queued_at timestamptz not null default now(),
      started_at timestamptz,
      finished_at timestamptz,
      primary key (task_id, name, key)
    )`,
    `
    create table events (
      task_id uuid not null references tasks (id) on delete cascade,
      number integer not null,
      type text not null,
      data jsonb not null,
      created_at timestamptz not null default now(),
      primary key (task_id, number)
    )`,
  ],
};
