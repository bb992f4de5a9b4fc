/** What a statement returns: its rows, and how many it returned or changed. */
export interface QueryResult<Row> {
  rows: Row[];
  rowCount: number;
}

/** Something that runs one parameterised SQL statement. JSON columns arrive parsed, timestamps as Date, bigint and numeric as string. */
export interface Queryable {
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
}

/** For work that may take longer than statements usually do, such as changes of the schema. */
export interface Patience {
  /** Seconds to wait for each answer; where it does not come, its connection is given up, and the call is Unavailable. */
  answerSeconds?: number | undefined;
}

/** The database port: Postgres by `pg`, or PGlite in this process. Both keep one contract suite. */
export interface Database extends Queryable {
  readonly kind: 'postgres' | 'pglite';
  /**
   * Runs `work` in one transaction; any error of a statement, caught or not, rolls all of it back. Await only SQL inside:
   * PGlite has one connection. Statements that `work` does not wait for belong to it too, and save a round trip.
   */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>, patience?: Patience): Promise<Result>;
  /** Runs several statements without parameters, as one script; the rows of all of them, one after another. */
  execute<Row = Record<string, unknown>>(script: string, patience?: Patience): Promise<Row[]>;
  /**
   * Calls `onNotify` for each NOTIFY on `channel`, and with `null` after a lost connection is restored, when some
   * may have been missed. Returns how to stop.
   */
  listen(channel: string, onNotify: (payload: string | null) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
