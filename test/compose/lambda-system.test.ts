import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverFunctions } from '../../local/discover-functions.ts';
import type { HttpEvent } from '../../shared/http/http-event.ts';
import { testEvent } from '../../shared/testing/invoke.ts';
import { taskClient } from '../../shared/testing/task-client.ts';
import { requests, stable } from '../lambda/compared-requests.ts';
import { askUntilGood, seenSystem } from './seen-system.ts';

const { api, lambdaApi, compose } = seenSystem();
const { endpoints, steps } = await discoverFunctions();
const client = taskClient(() => lambdaApi);
const worker = 'multi-agent-system';

beforeAll(async () => {
  await compose('--profile', 'lambda', 'up', '-d', '--build', '--wait').catch(async (error: Error) => {
    error.message += await compose('logs', '--tail', '40', 'lambda-api', 'lambda-health', 'postgres').catch(String);
    throw error;
  });
  await askUntilGood(`${lambdaApi}/health`);
});
afterAll(async () => {
  const names = ['lambda-api', ...(await readdir('functions')).map((name) => `lambda-${name}`)];
  await compose('--profile', 'lambda', 'rm', '--force', '--stop', ...names);
  await compose('start', worker);
});

/** Sends the request of an event over HTTP, whatever its method: fetch would send no body with GET. */
async function ask(url: string, event: HttpEvent) {
  const { rawPath, rawQueryString, requestContext, headers, body, isBase64Encoded } = event;
  const { method } = requestContext.http;
  const sent = request(`${url}${rawPath}?${rawQueryString}`, { method, headers, agent: false });
  sent.end(body === undefined ? undefined : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const told = answer.headers as Record<string, string>;
  return stable({ status: answer.statusCode ?? 0, headers: told, text: await text(answer) });
}

test.each(endpoints)('the image of $name answers as its source does', async ({ name, endpoint }) => {
  for (const [what, asked] of requests) {
    // Good requests of this one get a stream without an end.
    if (name === 'events' && !asked.query && !asked.method) continue;
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)];
    const params = Object.fromEntries(names.map(([, parameter]) => [parameter, 'x']));
    const event = testEvent(endpoint, { params, ...asked });
    expect(await ask(lambdaApi, event), `${name}: ${what}`).toEqual(await ask(api, event));
  }
});

test('a task is done by the images alone, and its events come out of one as they happen', async () => {
  await compose('stop', worker);
  const id = await client.post('人工智能在医疗领域的应用前景');
  const events: string[] = [];
  const following = (async () => {
    for await (const { type } of client.follow(id)) events.push(type);
  })();
  await expect.poll(() => events, { timeout: 60_000 }).toContain('task.created');
  expect(events).not.toContain('task.completed');
  // What a nudge does on AWS, and a lost nudge's sweep each minute.
  const sweep = `Promise.all(${JSON.stringify(steps.map(({ name }) => name))}.map((name) =>
    fetch('http://lambda-' + name + ':8080/2015-03-31/functions/function/invocations', { method: 'POST', body: '{}' })
      .then(async (answer) => console.log(name, answer.headers.get('x-amz-function-error') ?? '', await answer.text()))))`;
  for (let sweeps = 0; sweeps < 20 && !events.includes('task.completed'); sweeps += 1) {
    const told = await compose('exec', '-T', 'lambda-api', 'node', '--eval', sweep);
    expect(told.trim().split('\n').sort()).toEqual(steps.map(({ name }) => `${name}  null`).sort());
    await delay(200);
  }
  await following;
  expect(events.at(-1)).toBe('task.completed');
  expect(await client.read(id)).toMatchObject({ status: 'completed', query: '人工智能在医疗领域的应用前景' });
});
