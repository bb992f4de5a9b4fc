import { Unavailable } from '../errors.ts';

/** SQLSTATE classes and codes, and Node.js' codes, of a server that is gone, going, starting, full, or slower than its own time limits. */
const connectionCodes =
  /^(08|57P0[1235]|57014|55P03|53300|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/;
/** What `pg` says without a code. */
const connectionMessages =
  /connection terminated|timeout (expired|exceeded when trying to connect)|query read timeout|client has encountered a connection error/i;

/** SQLSTATE codes of a server that is there, and can store nothing. */
const why: Record<string, string> = {
  53100: 'its disk is full',
  53200: 'it is out of memory',
  25006: 'it is read-only',
};

/** SQLSTATE codes of a deadlock and a serialization failure: all was rolled back, and done again it may succeed. */
const rolledBack = /^(40P01|40001)$/;

/** The same error, or where it says that the database is of no use for now, an Unavailable with it as cause. */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code = '' } = error as { code?: string };
  if (why[code]) return new Unavailable(`The database can store nothing: ${why[code]}.`, { cause: error });
  if (rolledBack.test(code))
    return new Unavailable('Other work in the database came first. Try again.', { cause: error });
  if (!connectionCodes.test(code) && !connectionMessages.test(error.message)) return error;
  return new Unavailable('The database does not answer. Try again in a moment; GET /health tells when it is back.', {
    cause: error,
  });
}

/** Was all that an Unavailable tells of rolled back for the sake of others? */
export const wasRolledBack = (error: unknown): boolean =>
  error instanceof Unavailable && rolledBack.test((error.cause as { code?: string } | undefined)?.code ?? '');

/** The same answer, whose error says whether the database was of no use. */
export const reach = <Result>(answer: Promise<Result>): Promise<Result> =>
  answer.catch((error: unknown) => {
    throw asUnavailable(error);
  });
