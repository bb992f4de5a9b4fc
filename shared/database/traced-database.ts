import { tracer } from '../telemetry/live-tracer.ts';
import { currentTrace } from '../telemetry/trace-context.ts';
import type { Database, Queryable } from './database.ts';
import { statementName } from './statement-name.ts';

/** A database whose statements are spans of the trace that they run in, where that is recorded. */
export function tracedDatabase(database: Database): Database {
  return {
    get kind() {
      return database.kind;
    },
    ...tracedQueries(database),
    transaction: (work, patience) => database.transaction((transaction) => work(tracedQueries(transaction)), patience),
    execute: (script, patience) => database.execute(script, patience),
    listen: (channel, onNotify) => database.listen(channel, onNotify),
    close: () => database.close(),
  };
}

const tracedQueries = (queryable: Queryable): Queryable => ({
  query(text, values) {
    const parent = currentTrace();
    if (!tracer().records(parent)) return queryable.query(text, values);
    const name = statementName(text);
    const attributes = { 'db.system.name': 'postgresql', 'db.query.summary': name };
    const span = tracer().start(name, { kind: 'client', parent, attributes });
    return queryable.query<never>(text, values).then(
      (result) => {
        span.end();
        return result;
      },
      (error: unknown) => {
        span.fail((error as { code?: string }).code ?? 'unavailable');
        span.end();
        throw error;
      },
    );
  },
});
