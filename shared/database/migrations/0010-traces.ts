/** Which trace a task belongs to: its own span's context, and the span that it was asked for in. */
export const traces = {
  number: 10,
  name: 'traces',
  statements: ['alter table tasks add column traceparent text, add column parent_span_id text'],
};
