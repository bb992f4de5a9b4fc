import { livePorts } from '../../local/live-ports.ts';
import { advanceFor } from '../../shared/agents/advance.ts';
import { queuesOf } from '../../shared/agents/catalogue.ts';
import { createTask } from '../../shared/agents/create-task.ts';
import { startWorker } from '../../shared/agents/work-steps.ts';
import { migrate } from '../../shared/database/migrate.ts';
import { openBoss, prepareQueues } from '../../shared/queue/open-boss.ts';
import { releaseOrphans } from '../../shared/queue/release-orphans.ts';
import { waitForTask } from '../../shared/tasks/wait-for-task.ts';
import { silentLogger } from '../../shared/telemetry/logger.ts';
import { countAgent, countSteps } from '../../shared/testing/count-agent.ts';

/**
 * A worker on the configured database, one of whose steps kills it with SIGKILL each time that it runs. Every run works on
 * the same task, prints it when it has ended, and exits 0.
 */
const agents = [countAgent];
const { database } = livePorts;
await migrate(database);
await prepareQueues(queuesOf(agents), { database });
if (database.kind === 'pglite') await releaseOrphans({ database });
await openBoss({ database, supervise: true }).start();
const steps = countSteps((step) => {
  if (step === 'count-double') process.kill(process.pid, 'SIGKILL');
});
await startWorker({ steps, advance: advanceFor(agents), slots: 4, logger: silentLogger }, livePorts);
const request = { query: 'deadly', agent_type: 'count', priority: 'medium' as const, input: { value: 1 } };
const { task_id } = await createTask(request, 'deadly', { agents, ...livePorts });
const task = await waitForTask(task_id, 60, new AbortController().signal, livePorts);
process.stdout.write(`${JSON.stringify(task)}\n`, () => process.exit(0));
