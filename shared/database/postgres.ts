import { createHash } from 'node:crypto';
import pg from 'pg';
import { messageOf } from '../errors.ts';
import { logger } from '../telemetry/logger.ts';
import type { Database, Patience, Queryable, QueryResult } from './database.ts';
import { runIntact } from './intact-transaction.ts';
import { watchPool } from './pool-metrics.ts';
import { listenForever } from './postgres-listener.ts';
import { reach, wasRolledBack } from './unavailable-database.ts';

const { INT8, NUMERIC } = pg.types.builtins;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC ? String : pg.types.getTypeParser(oid, format as 'text'),
};

/**
 * Prepared statements keep their plans. One that was made while a table was small would scan it when it is large, until
 * its statistics are renewed; every statement has an index that serves it. And a client that has gone without a word must
 * not hold its locks for long. The rest is what `pg` and the statements rely on, whatever the server, the database and the
 * role say: how times are written, and that a statement sees what others committed before it had their lock.
 */
const sessionSettings = `
  set enable_seqscan = off; set jit = off; set idle_in_transaction_session_timeout = 60000;
  set datestyle = 'ISO'; set default_transaction_isolation = 'read committed'`;

/** A statement whose client has given it up ends soon, and its work with it. Not every server knows this setting. */
const endsWithClient = "set client_connection_check_interval = '2s'";

/** Opens a pool on a Postgres server; connects at the first statement. A connection that owes an answer for too long is given up. */
export function openPostgres(url: string, poolSize: number, { answerSeconds = 15 }: Patience = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    types,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: answerSeconds * 1000,
    keepAlive: true,
    application_name: 'multi-agent-system',
  });
  // The pool hears only its idle clients; one in use tells its statements, and must not end the process besides.
  pool.on('connect', (client) => {
    client.on('error', () => {});
    for (const settings of [sessionSettings, endsWithClient]) client.query(settings).catch(() => {});
  });
  pool.on('error', (error) => logger().warn({ error: messageOf(error) }, 'an idle database connection was lost'));
  const unwatch = watchPool(pool);
  return {
    kind: 'postgres',
    query: (text, values) => runAlone(pool, text, values),
    transaction: (work, patience) => transaction(pool, work, patience),
    async execute<Row>(script: string, patience?: Patience) {
      const statement = { text: script, ...timeoutOf(patience) };
      const results: pg.QueryResult | pg.QueryResult[] = await reach(pool.query(statement));
      return [results].flat().flatMap((result) => result.rows as Row[]);
    },
    listen: (channel, onNotify) => reach(listenForever(url, channel, onNotify)),
    close() {
      unwatch();
      return pool.end();
    },
  };
}

const names = new Map<string, string>();

/** The name under which a statement is prepared, once a connection: planning the larger ones takes longer than running them. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
    names.set(text, name);
  }
  return name;
}

/** As `pg` takes it with a statement, unknown to its types; none is the pool's own. */
const timeoutOf = ({ answerSeconds }: Patience = {}): { query_timeout?: number } =>
  answerSeconds === undefined ? {} : { query_timeout: answerSeconds * 1000 };

async function run<Row>(
  client: pg.Pool | pg.PoolClient,
  text: string,
  values?: unknown[],
  patience?: Patience,
): Promise<QueryResult<Row>> {
  const named = values ? { name: nameOf(text), values } : {};
  const result = await reach(client.query({ text, ...named, ...timeoutOf(patience) }));
  return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
}

/** Runs a statement that is a transaction of its own, and again where it was rolled back for the sake of others: they go on. */
async function runAlone<Row>(pool: pg.Pool, text: string, values?: unknown[]): Promise<QueryResult<Row>> {
  try {
    return await run(pool, text, values);
  } catch (error) {
    if (!wasRolledBack(error)) throw error;
    return run(pool, text, values);
  }
}

/** Lets the statements of one turn of the event loop leave in one packet: the server then works on them without waiting for the next. */
function sendTogether({ connection: { stream } }: pg.PoolClient): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}

async function transaction<Result>(
  pool: pg.Pool,
  work: (transaction: Queryable) => Promise<Result>,
  patience?: Patience,
): Promise<Result> {
  const client = await reach(pool.connect());
  let failure: Error | undefined;
  try {
    // Not awaited: it goes out together with the first statement, whose error tells of its own.
    sendTogether(client);
    const begun = client.query('begin');
    begun.catch(() => {});
    const { result, intact } = await runIntact(work, {
      query(text, values) {
        sendTogether(client);
        return run(client, text, values, patience);
      },
    });
    // Nor is the last statement: a COMMIT behind one that fails is a ROLLBACK.
    sendTogether(client);
    await Promise.all([intact, reach(client.query({ text: 'commit', ...timeoutOf(patience) }))]);
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      failure = cause;
    });
    throw error;
  } finally {
    client.release(failure);
  }
}
