/** Data of analysis tasks that is too large to be carried along with them; its id is the SHA-256 of its content. */
export const dataSets = {
  number: 7,
  name: 'data-sets',
  statements: [
    `
    create table data_sets (
      id text primary key,
      content text not null,
      created_at timestamptz(3) not null default now()
    )`,
  ],
};
