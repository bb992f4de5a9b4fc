/** Chat sessions and their messages. A reply's row is there from the moment its message is: pending until it is given. */
export const sessions = {
  number: 5,
  name: 'sessions',
  statements: [
    `
    create table sessions (
      id uuid primary key,
      agent_type text,
      last_message integer not null,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now()
    )`,
    `
    create table session_messages (
      session_id uuid not null references sessions (id) on delete cascade,
      number integer not null check (number > 0),
      role text not null check (role in ('user', 'assistant')),
      status text not null check (status in ('pending', 'complete', 'interrupted')),
      content text not null,
      created_at timestamptz(3) not null default now(),
      pending_until timestamptz,
      answer_id uuid,
      provider text,
      model text,
      input_tokens integer,
      cached_input_tokens integer,
      output_tokens integer,
      cost_usd double precision,
      degraded boolean not null default false,
      degraded_reason text,
      primary key (session_id, number),
      check ((status = 'pending') = (pending_until is not null))
    )`,
    "create index session_messages_pending on session_messages (session_id) where status = 'pending'",
  ],
};
