import { existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { parseEnv } from 'node:util';
import * as z from 'zod';
import { heedProxies } from './config/heed-proxies.ts';
import { isDecodable, isPostgresUrl } from './config/is-postgres-url.ts';
import { pathOrNot } from './config/path-or-not.ts';
import { namesRedisServer, redisUrlOf } from './config/redis-url.ts';
import { SetupError } from './errors.ts';

const aPort = 'must be the number of a port, 0 to 65535';
const port = z.coerce.number(aPort).int(aPort).min(0, aPort).max(65535, aPort);
const optional = z.string().optional();

const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an address such as http://localhost:11434/v1' })
  .optional();

/** What a header can carry as one word. */
const sendableToken = /^[\x21-\x7e]{16,}$/;
const aToken = 'at least 16 characters, all ASCII, without spaces';

const exampleUrl = 'postgresql://user:password@host:5432/database';

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8000),
  METRICS_PORT: port.default(9100),
  /** The aggregator of metrics in another process. */
  METRICS_PUSH_URL: z
    .url({ protocol: /^https?$/, error: 'must look like http://host:9100' })
    .refine((url) => !/^\w+:\/\/[^/?#]*@/.test(url), {
      error: 'must hold no user and no password, which no request can be sent with: METRICS_TOKEN is what pushes need',
    })
    .optional(),
  METRICS_TOKEN: z.string().regex(sendableToken, `must have ${aToken}`).optional(),
  METRICS_TOKEN_FILE: optional,
  DATA_DIR: z.string().default('./data'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Steps that one worker process runs at once. */
  WORKER_SLOTS: z.coerce.number().int().min(1).max(1000).default(10),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, {
      error: `must look like ${exampleUrl}, with the characters @ : / ? # % of a user or password percent-encoded`,
    })
    .optional(),
  DATABASE_URL_FILE: optional,
  /** Connections in one process' pool. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(500).default(10),
  POSTGRES_HOST: optional,
  POSTGRES_PORT: port.default(5432),
  POSTGRES_DB: optional,
  POSTGRES_USER: optional,
  POSTGRES_PASSWORD: optional,
  /** `name:key` entries. */
  API_KEYS: optional,
  API_KEYS_FILE: optional,
  /** Requests that one key, or one address without a key, may send a minute. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).optional(),
  /** How many reverse proxies stand before the API. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must look like redis://user:password@host:6379 (rediss:// with TLS)' })
    .refine(isDecodable, { error: 'must have the character % of a user or password percent-encoded, as %25' })
    .refine(namesRedisServer, {
      error: 'must name a host, and after it at most the number of a database; / ? # in a password are %2F %3F %23',
    })
    .optional(),
  REDIS_HOST: optional,
  REDIS_PORT: port.default(6379),
  REDIS_PASSWORD: optional,
  OPENAI_API_KEY: optional,
  OPENAI_API_KEY_FILE: optional,
  OPENAI_BASE_URL: webAddress,
  DEEPSEEK_API_KEY: optional,
  DEEPSEEK_API_KEY_FILE: optional,
  ANTHROPIC_API_KEY: optional,
  ANTHROPIC_API_KEY_FILE: optional,
  ANTHROPIC_BASE_URL: webAddress,
  OPENAI_COMPATIBLE_API_KEY: optional,
  OPENAI_COMPATIBLE_API_KEY_FILE: optional,
  OPENAI_COMPATIBLE_BASE_URL: webAddress,
  /** Names of providers are checked where they are selected: a wrong one leaves the system up, and it says so. */
  LLM_PROVIDER: z.string().toLowerCase().optional(),
  /** Names, parted by commas. */
  LLM_FALLBACK: z.string().toLowerCase().optional(),
  LLM_MODEL: optional,
  LLM_MODEL_OPENAI: optional,
  LLM_MODEL_DEEPSEEK: optional,
  LLM_MODEL_ANTHROPIC: optional,
  LLM_MODEL_OPENAI_COMPATIBLE: optional,
  LLM_BASE_URL: webAddress,
  LLM_PRICES_FILE: optional,
  /** Seconds that one attempt of a model call may take; of a stream, its first piece and each wait for the next one. */
  LLM_TIMEOUT_SECONDS: z.coerce.number().positive().max(3600).default(60),
  /** Seconds that a request to the models may take, with all attempts and the waits between them. */
  LLM_REQUEST_TIMEOUT_SECONDS: z.coerce.number().positive().max(86_400).default(300),
  /** Calls of one provider that one process makes at once; more wait. */
  LLM_MAX_CALLS: z.coerce.number().int().min(1).max(10_000).default(256),
  /** Where spans are sent; unset means that none are made. Its other variables are read by the exporter itself. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an address such as http://localhost:4318' })
    .optional(),
  /** Are prompts and answers part of the spans? */
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: z.stringbool().default(false),
  OTEL_SERVICE_NAME: z.string().default('multi-agent-system'),
  /** The share of the traces that begin here which is recorded. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** What all model calls of one UTC day may cost. */
  LLM_DAILY_BUDGET_USD: z.coerce.number('must be a number').min(0).optional(),
  /** How long a model's answer may be given again where a request allows it; 0 for never. */
  LLM_CACHE_SECONDS: z.coerce.number().int().min(0).max(2_592_000).default(3600),
  /** Where the API forwards requests to, in place of handling them: a Lambda image a function. */
  FUNCTION_ENDPOINTS: z
    .string()
    .regex(/^https?:\/\/[^/]*\{name\}[^/]*$/, 'must look like http://lambda-{name}:8080')
    .optional(),
  /** What the names of the steps' Lambda functions begin with. */
  STEP_FUNCTION_PREFIX: optional,
});

/** The environment, parsed. */
export type Config = z.output<typeof Environment> & {
  /** The Postgres to use; undefined means PGlite in `DATA_DIR`. */
  databaseUrl: string | undefined;
  /** API_KEYS and what is in its file; empty for none. */
  apiKeys: string;
  /** The Redis to use; undefined means memory. */
  redisUrl: string | undefined;
};

/** Parses an environment; white space around values does not count, empty ones are absent. Throws a SetupError that names each bad variable. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()]);
  const present = Object.fromEntries(trimmed.filter(([, value]) => value));
  const parsed = Environment.safeParse(present, { jitless: true }); // Compiling the check takes longer than making it once.
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new SetupError(`The environment is not valid. ${reasons.join('; ')}`);
  }
  return {
    ...parsed.data,
    ...modelKeysOf(parsed.data),
    databaseUrl: databaseUrlOf(parsed.data, present),
    apiKeys: apiKeysOf(parsed.data),
    METRICS_TOKEN: metricsTokenOf(parsed.data),
    redisUrl: redisUrlOf(parsed.data, present),
  };
}

function apiKeysOf({ API_KEYS = '', API_KEYS_FILE }: z.output<typeof Environment>): string {
  if (!API_KEYS_FILE) return API_KEYS;
  const keys = readNamedFile('API_KEYS_FILE', API_KEYS_FILE);
  if (!keys) throw new SetupError(`API_KEYS_FILE names an empty file: ${API_KEYS_FILE}. Write name:key lines into it.`);
  return `${API_KEYS}\n${keys}`;
}

const modelKeys = ['OPENAI_API_KEY', 'DEEPSEEK_API_KEY', 'ANTHROPIC_API_KEY', 'OPENAI_COMPATIBLE_API_KEY'] as const;

/** The providers' keys, of which a file that is empty holds none. */
function modelKeysOf(environment: z.output<typeof Environment>) {
  const keyOf = (name: (typeof modelKeys)[number]): string | undefined => {
    const file = environment[`${name}_FILE`];
    if (environment[name] || !file) return environment[name];
    const key = readNamedFile(`${name}_FILE`, file);
    if (!/\s/.test(key)) return key || undefined;
    throw new SetupError(`${name}_FILE names a file that must hold the key alone, in one line: ${file}.`);
  };
  return Object.fromEntries(modelKeys.map((name) => [name, keyOf(name)])) as Pick<Config, (typeof modelKeys)[number]>;
}

function metricsTokenOf({ METRICS_TOKEN, METRICS_TOKEN_FILE }: z.output<typeof Environment>): string | undefined {
  if (METRICS_TOKEN || !METRICS_TOKEN_FILE) return METRICS_TOKEN;
  const token = readNamedFile('METRICS_TOKEN_FILE', METRICS_TOKEN_FILE);
  if (sendableToken.test(token)) return token;
  throw new SetupError(`METRICS_TOKEN_FILE names a file that must hold ${aToken}: ${METRICS_TOKEN_FILE}.`);
}

/** What says which database on the server of POSTGRES_HOST is meant, and means nothing without it. */
const serverParts = ['POSTGRES_PORT', 'POSTGRES_DB', 'POSTGRES_USER', 'POSTGRES_PASSWORD'];

function databaseUrlOf(environment: z.output<typeof Environment>, given: object): string | undefined {
  if (environment.DATABASE_URL) return environment.DATABASE_URL;
  if (environment.DATABASE_URL_FILE) return readUrl('DATABASE_URL_FILE', environment.DATABASE_URL_FILE);
  if (!environment.POSTGRES_HOST) {
    const parts = serverParts.filter((name) => name in given);
    if (!parts.length) return undefined;
    throw new SetupError(
      `${parts.join(', ')} without POSTGRES_HOST: no server is named. Set POSTGRES_HOST, or unset the others to use the embedded database.`,
    );
  }
  const { POSTGRES_USER = 'postgres', POSTGRES_PASSWORD = '', POSTGRES_DB = POSTGRES_USER } = environment;
  const user = encodeURIComponent(POSTGRES_USER);
  const credentials = POSTGRES_PASSWORD ? `${user}:${encodeURIComponent(POSTGRES_PASSWORD)}` : user;
  const database = encodeURIComponent(POSTGRES_DB);
  const { POSTGRES_HOST, POSTGRES_PORT } = environment;
  const host = POSTGRES_HOST.includes(':') ? `[${POSTGRES_HOST}]` : POSTGRES_HOST;
  const url = `postgresql://${credentials}@${host}:${POSTGRES_PORT}/${database}`;
  if (/^[^\s/@?#]+$/.test(host) && isPostgresUrl(url)) return url;
  throw new SetupError('POSTGRES_HOST must be the name or address of a server alone; its port is POSTGRES_PORT.');
}

/** Reads a secret of one line; says what is wrong with it without showing any of it. */
function readUrl(name: string, file: string): string {
  const url = readNamedFile(name, file);
  if (!url)
    throw new SetupError(`${name} names an empty file: ${file}. Write ${exampleUrl} into it, or unset ${name}.`);
  if (isPostgresUrl(url)) return url;
  throw new SetupError(
    `${name} names a file that must hold one line that looks like ${exampleUrl}, and does not: ${file}`,
  );
}

/** The text of the file that a variable names; throws a SetupError where it cannot be read. */
export function readNamedFile(name: string, file: string): string {
  try {
    return readText(file).trim();
  } catch (cause) {
    throw new SetupError(`${name} names a file that cannot be read: ${pathOrNot(file)}`, { cause });
  }
}

/** A file's text without its byte order mark: UTF-8, or UTF-16 as `>` writes it in Windows PowerShell 5.1. */
function readText(file: string): string {
  const bytes = readFileSync(file);
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** Adds what `file` sets and `environment` does not, if there is such a file. */
export function addEnvFile(file: string, environment: Record<string, string | undefined>): void {
  if (!existsSync(file)) return;
  for (const [name, value] of Object.entries(parseEnv(readText(file)))) environment[name] ??= value;
}

/** Sets what neither the environment nor `.env` does, for a program with other defaults; before `config` is first called. */
export function preferDefaults(defaults: Record<string, string>): void {
  addEnvFile('.env', process.env);
  for (const [name, value] of Object.entries(defaults)) process.env[name] ||= value;
}

let parsed: Config | undefined;

/** This process' configuration: the environment, and `.env` beneath it, read at the first call. */
export function config(): Config {
  if (!parsed) {
    addEnvFile('.env', process.env);
    heedProxies(process.env);
    parsed = parseConfig(process.env);
  }
  return parsed;
}

/** Does AWS Lambda run this process? It says so itself. */
export const runsOnLambda = (): boolean => Boolean(process.env.AWS_LAMBDA_FUNCTION_NAME);

/** What Lambda's runtime says of the function's own access to AWS; the endpoint is another one in tests. Throws a SetupError outside Lambda. */
export function awsAccess() {
  const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL_LAMBDA } =
    process.env;
  if (!AWS_REGION || !AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw new SetupError(
      'STEP_FUNCTION_PREFIX is for functions on Lambda, where AWS sets AWS_REGION and AWS_ACCESS_KEY_ID.',
    );
  return {
    region: AWS_REGION,
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
    endpoint: AWS_ENDPOINT_URL_LAMBDA,
  };
}

/** What is set of some variables, also of those that others than this system read: for diagnosis. */
export function variablesSet(names: readonly string[]): Record<string, string> {
  config();
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name]?.trim() ? [[name, process.env[name].trim()]] : [])),
  );
}

/** The environment for a program that is to find others, such as npm's own Node.js, in a folder before anywhere else. */
export function environmentWithPath(folder: string): NodeJS.ProcessEnv {
  const { PATH = '' } = process.env;
  return { ...process.env, PATH: `${folder}${delimiter}${PATH}` };
}

/** What of this machine's environment programs that are not ours need: those variables whose names `names` matches. */
export const inherited = (names: RegExp): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value && names.test(name) ? [[name, value]] : [])),
  );

/** The Postgres server that tests may make databases on: a setting of theirs, not of the system. */
export const testDatabaseUrl = (): string | undefined => process.env.TEST_DATABASE_URL || undefined;

/** Is a switch of the tests on? Then they may start programs, which must be installed: settings of theirs as well. */
export const testSwitch = (name: 'TEST_REDIS_SERVER' | 'TEST_NGINX' | 'TEST_PROMETHEUS' | 'TEST_COMPOSE'): boolean =>
  Boolean(process.env[name]);
