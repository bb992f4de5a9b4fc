import { buildDashboard, dashboardText } from './build-dashboard.ts';
import { modelsAndCost } from './models-and-cost.ts';
import { overview } from './overview.ts';
import { queuesAndPostgres } from './queues-and-postgres.ts';
import { runbooks } from './runbooks.ts';
import { runtime } from './runtime.ts';
import { tasksAndAgents } from './tasks-and-agents.ts';

/** Every dashboard, in the order of the links between them. */
export const dashboards = [overview, tasksAndAgents, modelsAndCost, queuesAndPostgres, runtime, runbooks].map(
  buildDashboard,
);

/** The text of every dashboard's file, by its name. */
export const dashboardFiles: Record<string, string> = Object.fromEntries(
  dashboards.map((dashboard) => [`${dashboard.uid}.json`, dashboardText(dashboard)]),
);
