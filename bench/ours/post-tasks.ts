import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { clock } from '../statistics.ts';

/** Posts tasks to an API on this machine, one after another with a pause; says when each one's 202 came. */
export async function postTasks(
  port: number,
  count: number,
  pauseMs: number,
): Promise<{ taskId: string; at: number }[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const accepted: { taskId: string; at: number }[] = [];
  for (let index = 0; index < count; index++) {
    accepted.push(await postTask(port, agent));
    await sleep(pauseMs);
  }
  agent.destroy();
  return accepted;
}

async function postTask(port: number, agent: Agent): Promise<{ taskId: string; at: number }> {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const { promise, resolve, reject } = Promise.withResolvers<{ response: IncomingMessage; at: number }>();
  request({ host: '127.0.0.1', port, path: '/tasks', method: 'POST', agent, headers })
    .on('response', (response) => resolve({ response, at: clock() }))
    .on('error', reject)
    .end(JSON.stringify({ query: '人工智能在医疗领域的应用前景' }));
  const { response, at } = await promise;
  const body = await text(response);
  if (response.statusCode !== 202) throw new Error(`POST /tasks answered ${response.statusCode}: ${body}`);
  return { taskId: JSON.parse(body).task_id, at };
}
