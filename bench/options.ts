import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What the bench can measure, in the order it does. */
export const parts = ['a', 'b', 'c', 'burst', 'retry', 'd', 'e', 'f', 'start', 'health', 'console'] as const;
export type Part = (typeof parts)[number];

export interface Options {
  only: Part[];
  /** Alternating rounds, whose medians are printed. */
  rounds: number;
  /** Seconds that one load of one side is measured. */
  seconds: number;
  /** File for all figures and each round's raw values. */
  json: string | undefined;
  /** A server to make databases on; without it the bench runs one of its own. */
  server: string | undefined;
  /** The FastAPI peer's source; undefined where there is none. */
  fastapiSeed: string | undefined;
  /** The Python that has the peer's packages. */
  python: string;
}

export const usage = `npm run bench -- [--only ${parts.join(',')}] [--rounds 3] [--seconds 4] [--json FILE]`;

/** Reads the command line and the bench's own environment variables. Throws an Error that says what is wrong. */
export function readOptions(commandLine: string[]): Options {
  const { values } = parseArgs({
    args: commandLine,
    options: {
      only: { type: 'string', default: parts.join(',') },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
      json: { type: 'string' },
    },
  });
  // biome-ignore lint/style/noProcessEnv: the bench's own settings, not the system's
  const { BENCH_DATABASE_URL, TEST_DATABASE_URL, BENCH_FASTAPI_SEED, BENCH_PYTHON } = process.env;
  const seed = BENCH_FASTAPI_SEED || fileURLToPath(new URL('../../shared/peers/fastapi_seed.py', import.meta.url));
  return {
    only: values.only.split(',').map(partOf),
    rounds: positive('--rounds', values.rounds),
    seconds: positive('--seconds', values.seconds),
    json: values.json,
    server: BENCH_DATABASE_URL || TEST_DATABASE_URL || undefined,
    fastapiSeed: existsSync(seed) ? seed : undefined,
    python: BENCH_PYTHON || '/usr/bin/python3',
  };
}

function partOf(name: string): Part {
  const part = parts.find((known) => known === name.trim());
  if (!part) throw new Error(`--only ${name}: there is no such part. ${usage}`);
  return part;
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} ${text}: must be a whole number above 0`);
  return number;
}
