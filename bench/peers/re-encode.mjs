// A proxy as it is usually written: every chunk is parsed by OpenAI's SDK, and written anew.
import { createServer } from 'node:http';
import OpenAI from 'openai';

// biome-ignore lint/style/noProcessEnv: as the bench starts it
const { PORT, UPSTREAM } = process.env;
const openai = new OpenAI({ apiKey: 'any', baseURL: UPSTREAM, maxRetries: 0 });

createServer(async (request, response) => {
  if (request.method === 'GET') return response.end('ready');
  const body = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString());
  const answer = await openai.chat.completions.create(body);
  if (!body.stream) {
    response.writeHead(200, { 'content-type': 'application/json' });
    return response.end(JSON.stringify(answer));
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for await (const chunk of answer) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  response.end('data: [DONE]\n\n');
}).listen(Number(PORT), '127.0.0.1');
