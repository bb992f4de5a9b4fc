import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { measureAcceptRate } from './accept-rate.ts';
import type { Measure } from './bench.ts';
import { measureBurst } from './burst.ts';
import { measureColdStart } from './cold-start.ts';
import { measureCompletions } from './completions.ts';
import { measureConsole } from './console.ts';
import { measureDurableSteps } from './durable-steps.ts';
import { type Figure, formatFigures, isMet, ratioOf } from './figure.ts';
import { whyNoPeers } from './install-peers.ts';
import { measureMemory } from './memory.ts';
import { type Options, type Part, readOptions } from './options.ts';
import { measurePickUp } from './pick-up.ts';
import { openServer } from './postgres.ts';
import { interrupt } from './processes.ts';
import { measureRetry } from './retry.ts';
import { measureStateless } from './stateless.ts';
import { measureTelemetry } from './telemetry/telemetry.ts';

const measures: Record<Part, Measure> = {
  a: measureAcceptRate,
  b: measurePickUp,
  c: measureDurableSteps,
  burst: measureBurst,
  retry: measureRetry,
  d: measureMemory,
  e: measureTelemetry,
  start: measureColdStart,
  f: measureCompletions,
  health: measureStateless,
  console: measureConsole,
};

const log = (text: string) => process.stderr.write(`${text}\n`);
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted = true;
    interrupt();
  });
}

try {
  const options = readOptions(process.argv.slice(2));
  process.exitCode = await run(options);
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** Measures the parts asked for, prints them; 0 if every part could be measured. */
async function run(options: Options): Promise<number> {
  const began = performance.now();
  const peersMissing = options.only.some((part) => ['b', 'c', 'f'].includes(part)) ? whyNoPeers() : undefined;
  await using server = await openServer(options.server);
  const machine = {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    node: process.version,
    postgres: await server.describe(),
  };
  const figures: Figure[] = [];
  const failures: string[] = [];
  for (const part of options.only) {
    if (interrupted) break;
    await measures[part]({ options, server, peersMissing, log }).then(
      (measured) => figures.push(...measured),
      (error: Error) => failures.push(`${part} failed: ${error.message}`),
    );
  }
  const { server_version, fsync } = machine.postgres;
  console.log(
    `${machine.cores} cores, Node ${machine.node}, PostgreSQL ${server_version}, fsync ${fsync}, ${options.rounds} rounds, medians\n`,
  );
  console.log(formatFigures(figures));
  for (const failure of failures) console.log(failure);
  console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} s`);
  if (options.json) {
    const full = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: isMet(figure) }));
    writeFileSync(
      options.json,
      `${JSON.stringify({ machine, rounds: options.rounds, figures: full, failures }, null, 2)}\n`,
    );
  }
  return failures.length || interrupted ? 1 : 0;
}
