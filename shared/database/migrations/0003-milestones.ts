/** What happened once in this database's life and is not to happen again, such as the loading of the samples. */
export const milestones = {
  number: 3,
  name: 'milestones',
  statements: [
    'create table milestones (name text primary key, reached_at timestamptz not null default now())',
    // The samples were loaded with the tables of documents until now.
    "insert into milestones (name) select 'samples_loaded' where exists (select from documents)",
  ],
};
