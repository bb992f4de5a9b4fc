import { config, preferDefaults } from '../shared/config.ts';
import { SetupError } from '../shared/errors.ts';
import { followTask } from './follow-task.ts';
import { hostInUrl } from './host-in-url.ts';
import { ownAuthorization } from './own-authorization.ts';
import { readSamples } from './read-samples.ts';
import { runHost } from './run-host.ts';

const task = { query: '人工智能在医疗领域的应用前景', priority: 'high', agent_type: 'research' };
/** The demo has worked if the report has this many citations whose quote was found in its source. */
const enoughCitations = 3;

interface Finished {
  task_id: string;
  status: string;
  degraded: boolean;
  degraded_reason: string | null;
  error: { message: string } | null;
  result: {
    report: string;
    sources: { n: number; quotes: string[] }[];
    citations: { checked: number; failed: number };
  } | null;
}

async function call<Answer>(url: string, body?: unknown): Promise<Answer> {
  const headers = ownAuthorization();
  const request =
    body === undefined
      ? { headers }
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
          body: JSON.stringify(body),
        };
  const response = await fetch(url, request);
  const answer = await response.json();
  if (!response.ok)
    throw new SetupError(`${url} answered ${response.status}: ${(answer as { detail?: string }).detail}`);
  return answer as Answer;
}

interface FoundSystem {
  url: string;
  /** Was it started for the demo? Then it ends with it. */
  ours: boolean;
  close(): Promise<void>;
}

/** The system that runs at HOST and PORT, or else one that this process starts. */
async function findSystem(): Promise<FoundSystem> {
  const { HOST, PORT } = config();
  const url = `http://${hostInUrl(HOST)}:${PORT}`;
  const health = await fetch(`${url}/health`).catch(() => undefined);
  if (health) {
    const said = (await health.json().catch(() => undefined)) as { live?: unknown } | undefined;
    if (said?.live) return { url, ours: false, close: async () => {} };
    throw new SetupError(
      `Something else answers at ${url}. Stop it, or set PORT to another port, here and for npm start.`,
    );
  }
  console.log('Nothing runs at', url, '- starting the system for the demo.');
  return { ours: true, ...(await (await import('./start.ts')).startSystem()) };
}

async function demonstrate({ url, ours }: FoundSystem): Promise<boolean> {
  const { documents } = await call<{ documents: unknown[] }>(`${url}/documents`, await readSamples());
  console.log(`Sample documents: ${documents.length}.`);
  const { task_id } = await call<{ task_id: string }>(`${url}/tasks`, task);
  console.log(`Task ${task_id}: ${task.query}\n`);
  await followTask(`${url}/tasks/${task_id}/events`);
  const finished = await call<Finished>(`${url}/tasks/${task_id}`);
  if (!finished.result) {
    console.error(`The task ended as ${finished.status}: ${finished.error?.message ?? 'no error is stored'}`);
    return false;
  }
  const { report, sources, citations } = finished.result;
  console.log(`\n${report}`);
  for (const { n, quotes } of sources) console.log(`[${n}] ${quotes.map((quote) => `“${quote}”`).join('\n    ')}`);
  if (finished.degraded) console.log(`\nDegraded: ${finished.degraded_reason}`);
  const verified = citations.checked - citations.failed;
  console.log(`\nCitations: ${verified} verified, ${citations.failed} dropped.`);
  if (ours) console.log(`The system of the demo ends here. npm start runs it, with a console at ${url}/console/`);
  else console.log(`Where to look next: ${url}/console/  ${url}/tasks/${task_id}  ${url}/docs`);
  return verified >= enoughCitations;
}

// The demo says itself what happens.
preferDefaults({ LOG_LEVEL: 'error' });
await runHost(async () => {
  const system = await findSystem();
  const worked = await demonstrate(system);
  await system.close();
  process.exit(worked ? 0 : 1);
});
