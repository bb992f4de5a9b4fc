/** What the metrics' aggregator keeps: the counts of processes, alive and gone, and those of rows that change no more. */
export const metrics = {
  number: 8,
  name: 'metrics',
  statements: [
    // Without counts: a process that is gone, whose counts are in the row without a name.
    `
    create table metric_counts (
      instance text primary key,
      sequence bigint not null,
      counts text,
      kept_at timestamptz not null default now()
    )`,
    `
    create table metric_totals (
      name text primary key,
      version text not null,
      settled_before timestamptz not null,
      totals jsonb not null
    )`,
  ],
};
