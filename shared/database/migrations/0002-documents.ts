/** The knowledge base: documents, their passages, and the inverted index that search reads. */
export const documents = {
  number: 2,
  name: 'documents',
  statements: [
    `
    create table documents (
      id uuid primary key,
      title text not null,
      url text,
      metadata jsonb not null,
      content_type text not null,
      content text not null,
      content_hash text not null unique,
      length integer not null,
      passage_count integer not null,
      created_at timestamptz(3) not null default now()
    )`,
    'create index documents_newest on documents (created_at desc, id desc)',
    'create index documents_lengths on documents (id) include (length, passage_count)',
    `
    create table passages (
      document_id uuid not null references documents (id) on delete cascade,
      place integer not null check (place > 0),
      start_offset integer not null,
      end_offset integer not null,
      content text not null,
      primary key (document_id, place)
    )`,
    // One row for each term of a document: how often it occurs, and as arrays of one length in which passages,
    // how often in each, and how many terms each has.
    `
    create table postings (
      term text collate "C" not null,
      document_id uuid not null references documents (id) on delete cascade,
      frequency integer not null,
      title_frequency integer not null,
      places integer[] not null,
      place_frequencies integer[] not null,
      place_lengths integer[] not null,
      primary key (term, document_id)
    )`,
    'create index postings_by_document on postings (document_id)',
  ],
};
