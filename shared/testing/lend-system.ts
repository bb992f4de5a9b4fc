import { advanceFor } from '../agents/advance.ts';
import { queuesOf } from '../agents/catalogue.ts';
import type { Agent } from '../agents/define-agent.ts';
import type { AnyStep } from '../agents/run-step.ts';
import { startWorker, type WorkerOptions } from '../agents/work-steps.ts';
import type { LanguageModel } from '../llm/language-model.ts';
import type { Ports } from '../ports.ts';
import { prepareQueues } from '../queue/open-boss.ts';
import { createNotices } from '../tasks/notices.ts';
import { createTaskIntake } from '../tasks/task-intake.ts';
import { silentLogger } from '../telemetry/logger.ts';
import { fakeLanguageModel } from './fake-language-model.ts';
import { lendDatabase } from './lend-database.ts';

const noModel: LanguageModel = fakeLanguageModel([]);

/** Lends every port on a database of its own, with the agents' queues, and a way to start workers on it. */
export async function lendSystem({
  agents,
  steps,
  llm = noModel,
}: {
  agents: Agent[];
  steps: AnyStep[];
  llm?: LanguageModel;
}) {
  const lent = await lendDatabase();
  const { database } = lent;
  await prepareQueues(queuesOf(agents), { database });
  const nudged: string[] = [];
  const nudge = { send: async (queues: string[]) => void nudged.push(...queues) };
  const notices = createNotices({ database });
  const ports: Ports = { database, llm, intake: createTaskIntake({ database, nudge }), notices, nudge };
  const stops: (() => Promise<void>)[] = [];
  const advance = advanceFor(agents);
  return {
    ports,
    /** Every queue that was nudged, in order. */
    nudged,
    url: lent.url,
    advance,
    async startWorker(options: Partial<WorkerOptions> = {}, changed: Partial<Ports> = {}) {
      const all = { steps, advance, slots: 4, logger: silentLogger, ...options };
      const worker = await startWorker(all, { ...ports, ...changed });
      stops.push(() => worker.stop(0));
      return worker;
    },
    async [Symbol.asyncDispose]() {
      for (const stop of stops) await stop();
      await ports.notices.close();
      await lent[Symbol.asyncDispose]();
    },
  };
}
