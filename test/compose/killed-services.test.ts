import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { docker } from './lend-compose.ts';
import { askUntilGood, seenSystem } from './seen-system.ts';

const { nginx, compose, place } = seenSystem();
const most = 50;

/**
 * Makes ready to kill a container's first process as the kernel would, and returns what does it at once. Docker's own
 * kill counts as wanted, and starts nothing again.
 */
async function aimAt(service: string): Promise<() => Promise<void>> {
  const pid = await inspect(service, '{{.State.Pid}}');
  const shot = `process.stdin.once('data', () => process.exit(process.kill(${pid}, 'SIGKILL') ? 0 : 1)); console.log('ready')`;
  const given = ['run', '--rm', '-i', '--pid', 'host', '--user', '0', '--entrypoint', 'node'];
  const killer = spawn('docker', [...given, String(place.environment.WORKER_IMAGE), '--eval', shot]);
  await once(killer.stdout, 'data');
  return async () => {
    killer.stdin.end('now');
    await once(killer, 'close');
  };
}

async function inspect(service: string, format: string): Promise<string> {
  const container = (await compose('ps', '--quiet', service)).trim();
  return (await docker('inspect', '--format', format, container)).trim();
}

interface Listed {
  task_id: string;
  status: string;
  created_at: string;
  finished_at: string | null;
}

test.each(['multi-agent-system', 'api', 'postgres', 'redis', 'nginx'])(
  'kill -9 of %s in the middle of 50 tasks loses none',
  async (service) => {
    const metadata = { batch: `${service} ${Date.now()}` };
    const post = async (number: number): Promise<string> => {
      const answer = await askUntilGood(`${nginx}/api/tasks`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'idempotency-key': `${metadata.batch} ${number}`,
        },
        body: JSON.stringify({ query: `人工智能与医疗 ${number}`, input: { questions: 2 }, metadata }),
      });
      return ((await answer.json()) as Listed).task_id;
    };
    const list = async (): Promise<Listed[]> => {
      const filter = encodeURIComponent(JSON.stringify(metadata));
      const answer = await askUntilGood(`${nginx}/api/tasks?limit=100&metadata=${filter}`);
      return ((await answer.json()) as { items: Listed[] }).items;
    };
    const numbers = Array.from({ length: most }, (_, number) => number);
    const kill = await aimAt(service);
    const started = await inspect(service, '{{.State.StartedAt}}');
    const first = await Promise.all(numbers.slice(0, most / 2).map(post));
    const posting = Promise.all(numbers.slice(most / 2).map(post));
    const killedAt = new Date().toISOString();
    await kill();
    const second = await posting;
    const accepted = [...first, ...second].sort();
    let seen = await list();
    while (seen.some(({ status }) => status === 'queued' || status === 'processing')) {
      await delay(500);
      seen = await list();
    }
    expect(seen.map(({ task_id }) => task_id).sort()).toEqual(accepted);
    expect(seen.filter(({ status }) => status !== 'completed')).toEqual([]);
    expect(await inspect(service, '{{.State.StartedAt}}')).not.toBe(started);
    expect(seen.some((task) => task.created_at < killedAt && (task.finished_at ?? '') > killedAt)).toBe(true);
  },
);
