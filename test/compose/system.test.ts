import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { askUntilGood, seenSystem } from './seen-system.ts';

const { nginx, api, prometheus, grafana, compose, client } = seenSystem();
const query = '人工智能在医疗领域的应用前景';
const json = 'Content-Type: application/json; charset=utf-8';
const post = async (body: object): Promise<{ task_id: string; events_url: string }> => {
  const given = ['-s', '-X', 'POST', `${nginx}/api/tasks`, '-H', json, '-d', JSON.stringify(body)];
  return JSON.parse((await promisify(execFile)('curl', given)).stdout);
};

test('a research task in Chinese goes in by curl, and its events come out as they happen', async () => {
  const worker = 'multi-agent-system';
  await compose('pause', worker);
  const { task_id } = await post({ query, agent_type: 'research', priority: 'high' });
  const stream = spawn('curl', ['-sN', `${nginx}/api/tasks/${task_id}/events`, '-H', 'Last-Event-ID: 0']);
  let seen = '';
  stream.stdout.setEncoding('utf8').on('data', (chunk: string) => (seen += chunk));
  // Held back, this would come with the end, which the worker is not there to make.
  await expect.poll(() => seen, { timeout: 60_000 }).toContain('event: task.created\n');
  await compose('unpause', worker);
  await once(stream, 'close');
  expect(seen).toContain('event: task.completed\n');
  const task = await client.read(task_id);
  expect(task).toMatchObject({ status: 'completed', query });
  expect(task.result?.report).toMatch(/[\u4e00-\u9fff]{4}/);
});

test.each([
  ['/', 'text/html; charset=utf-8', /<html/],
  ['/console/', 'text/html; charset=utf-8', /<html/],
  ['/streamlit/', 'text/html; charset=utf-8', /<html/],
  ['/docs', 'text/html; charset=utf-8', /swagger/i],
  ['/api/openapi.json', 'application/json; charset=utf-8', /"openapi":"3\.1/],
  ['/health', 'application/json; charset=utf-8', /"status":"ok"/],
  ['/api/health', 'application/json; charset=utf-8', /"status":"ok"/],
])('%s answers through nginx', async (path, type, text) => {
  const answer = await fetch(nginx + path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
  expect(await answer.text()).toMatch(text);
});

test('the API and Grafana answer on their own ports', async () => {
  expect((await fetch(`${api}/health`)).status).toBe(200);
  expect((await fetch(`${grafana}/api/health`)).status).toBe(200);
});

test('Prometheus reaches every target, and has counted the task', async () => {
  await expect
    .poll(
      async () => {
        const { data } = (await (await fetch(`${prometheus}/api/v1/targets`)).json()) as {
          data: { activeTargets: { labels: { job: string }; health: string; lastError: string }[] };
        };
        return data.activeTargets.map(({ labels, health, lastError }) => `${labels.job} ${health} ${lastError}`).sort();
      },
      { timeout: 60_000, interval: 1000 },
    )
    .toEqual(['grafana up ', 'multi-agent-system-metrics up ', 'postgres up ', 'prometheus up ', 'redis up ']);
});

const system = ['api', 'grafana', 'multi-agent-system', 'nginx', 'postgres', 'postgres-exporter', 'prometheus'];

test('every service runs, and none is unhealthy', async () => {
  const read = async () => {
    const lines = (await compose('ps', '--format', 'json')).trim().split('\n');
    const services = lines.map((line) => JSON.parse(line) as { Service: string; State: string; Health: string });
    return services.map(({ Service, State, Health }) => `${Service} ${Health === 'unhealthy' ? Health : State}`).sort();
  };
  const expected = [...system, 'redis', 'redis-exporter'].map((name) => `${name} running`);
  // What was paused counts as unhealthy until its next check.
  await expect.poll(read, { timeout: 60_000, interval: 1000 }).toEqual(expected);
});

test('down and up, as the article does it, keep the data', async () => {
  const { task_id } = await post({ query, agent_type: 'research' });
  const before = await client.waitForEnd(task_id);
  await compose('down');
  const article = 'api multi-agent-system prometheus grafana nginx redis postgres redis-exporter postgres-exporter';
  await compose('up', '-d', '--build', ...article.split(' '));
  const after = await (await askUntilGood(`${nginx}/api/tasks/${task_id}`)).json();
  expect(after).toEqual(before);
});
