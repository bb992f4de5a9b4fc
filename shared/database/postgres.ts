import pg from 'pg';
import { messageOf } from '../errors.ts';
import { logger } from '../telemetry/logger.ts';
import type { Database, Queryable, QueryResult } from './database.ts';
import { runIntact } from './intact-transaction.ts';
import { listenForever } from './postgres-listener.ts';

const { INT8, NUMERIC } = pg.types.builtins;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC ? String : pg.types.getTypeParser(oid, format as 'text'),
};

/** Opens a pool on a Postgres server; connects at the first statement. */
export function openPostgres(url: string, poolSize: number): Database {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, types, pipeline: true, connectionTimeoutMillis: 5_000, application_name: 'multi-agent-system' });
  pool.on('error', (error) => logger().warn({ error: messageOf(error) }, 'an idle database connection was lost'));
  return {
    kind: 'postgres',
    query: (text, values) => run(pool, text, values),
    transaction: (work) => transaction(pool, work),
    async execute<Row>(script: string) {
      const results: pg.QueryResult | pg.QueryResult[] = await pool.query(script);
      return [results].flat().flatMap((result) => result.rows as Row[]);
    },
    listen: (channel, onNotify) => listenForever(url, channel, onNotify),
    close: () => pool.end(),
  };
}

async function run<Row>(client: pg.Pool | pg.PoolClient, text: string, values?: unknown[]): Promise<QueryResult<Row>> {
  const result = await client.query(text, values);
  return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
}

async function transaction<Result>(pool: pg.Pool, work: (transaction: Queryable) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    const begun = client.query('begin');
    const result = await runIntact(work, { query: (text, values) => run(client, text, values) });
    await begun;
    await client.query('commit');
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
