import { createRequire } from 'node:module';
import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino';
import { config } from '../config.ts';
import { currentTrace } from './trace-context.ts';

/** A structured logger: `logger.info({ task_id }, 'message')`. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: Record<string, unknown>): Logger;
}

let root: Logger | undefined;

/** The process' logger, on standard error, from `LOG_LEVEL` up: JSON lines, or lines for people on a terminal. */
export function logger(): Logger {
  root ??= pino(
    {
      level: config().LOG_LEVEL,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ trace_id: currentTrace()?.trace_id }),
      redact: ['*.authorization', '*.api_key', 'authorization', 'api_key'],
    },
    process.stderr.isTTY ? forPeople() : destination({ dest: 2, sync: false }),
  );
  return root;
}

/** Loaded only on a terminal, and not there in a bundle: then the lines stay JSON. */
function forPeople(): DestinationStream {
  try {
    const pretty = createRequire(import.meta.url)('pino-pretty') as (options: object) => DestinationStream;
    return pretty({ destination: 2, colorize: true, translateTime: 'SYS:HH:MM:ss.l', singleLine: true });
  } catch {
    return destination({ dest: 2, sync: false });
  }
}

/** A logger that writes nothing, for tests. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
};
