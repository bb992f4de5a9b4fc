import { agents } from '../../shared/agents/catalogue.ts';
import { defineSchedule } from '../../shared/agents/define-schedule.ts';
import { lambdaSchedule } from '../../shared/agents/lambda-schedule.ts';
import { maintain } from '../../shared/agents/maintain.ts';
import { prepareDatabase } from '../../shared/agents/prepare-database.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNudge } from '../../shared/queue/live.ts';

let prepared = false;

/** Each minute on Lambda: brings the database up to date, if this version has not, and finds what was lost or is due. */
export const schedule = defineSchedule({
  name: 'maintenance',
  summary: 'Finds jobs of dead workers, lost jobs and lost nudges',
  timeoutSeconds: 50,
  async run(ports: Pick<Ports, 'database' | 'nudge'>, { logger }) {
    if (!prepared) await prepareDatabase(ports);
    prepared = true;
    // Each minute: the alarms on waiting and dead jobs are made of these lines.
    logger.info(await maintain(agents, ports), 'maintained');
  },
});

export const handler = lambdaSchedule(schedule, { database: liveDatabase, nudge: liveNudge });
