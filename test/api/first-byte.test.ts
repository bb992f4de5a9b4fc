import { spawn } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { endpoint as chat } from '../../functions/chat/index.ts';
import { endpoint as completionsEndpoint } from '../../functions/chat-completions/index.ts';
import { startApi } from '../../local/api.ts';
import { parseConfig } from '../../shared/config.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { openCompletions } from '../../shared/llm/completions/open-completions.ts';
import { openEngine } from '../../shared/llm/open-engine.ts';
import { languageModelOf } from '../../shared/llm/open-language-model.ts';
import { silentLogger } from '../../shared/telemetry/logger.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { beginStream, lendFaultyProvider } from '../../shared/testing/lend-faulty-provider.ts';

const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());

test.each([
  ['/chat', { message: '数数', stream: true }],
  ['/v1/chat/completions', { model: 'default', stream: true, messages: [{ role: 'user', content: '数数' }] }],
])('curl gets the first piece of %s before the provider sends its second one', async (path, body) => {
  const order: string[] = [];
  const received = Promise.withResolvers<void>();
  await using provider = await lendFaultyProvider(async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(beginStream.openai('第一'));
    await received.promise;
    order.push('the second is sent');
    const end = JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    response.end(`${beginStream.openai('第二')}data: ${end}\n\ndata: [DONE]\n\n`);
  });
  const engine = openEngine(parseConfig({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url }), {
    logger: silentLogger,
  });
  const completions = openCompletions({ engine, answered: () => undefined });
  const ports = { database: lent.database, llm: languageModelOf(engine), agents: [], contextTokens: () => 100_000 };
  const api = await startApi({
    host: '127.0.0.1',
    port: 0,
    functions: [
      { name: 'chat', endpoint: chat, handler: lambdaHttp(chat, ports) },
      {
        name: 'chat-completions',
        endpoint: completionsEndpoint,
        handler: lambdaHttp(completionsEndpoint, { completions }),
      },
    ],
  });
  await using _closing = { [Symbol.asyncDispose]: api.close };
  const curl = spawn('curl', ['-sN', api.url + path, '-H', 'Content-Type: application/json', '-d', '@-']);
  curl.stdin.end(JSON.stringify(body));
  let printed = '';
  for await (const text of curl.stdout.setEncoding('utf8')) {
    printed += text;
    if (order.length || !printed.includes('第一')) continue;
    order.push('the first is received');
    received.resolve();
  }
  expect(printed).toContain('第二');
  expect(order).toEqual(['the first is received', 'the second is sent']);
});
