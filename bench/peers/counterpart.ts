import { createServer, type ServerResponse } from 'node:http';
import { answerCalls } from '../answer-calls.ts';
import { longStreamEvents } from '../long-stream.ts';

const model = 'gpt-6.1-terra';
const usage = { prompt_tokens: 24, completion_tokens: 96, total_tokens: 120 };
const text = '人工智能帮助医生读片、开药和随访。'.repeat(6);
const completion = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 1_790_000_000,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: text, refusal: null }, finish_reason: 'stop' }],
    usage,
  }),
);
const event = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model,
    choices: [{ index: 0, delta, finish_reason }],
  })}\n\n`;
const head = Buffer.from(event({ role: 'assistant', content: '人' }));
const piece = event({ content: '工智' });
const end = Buffer.from(`${event({}, 'stop')}data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`);
/** Several pieces in one write, as a fast model and the network between make them. */
const piecesInWrite = 16;
const pieces = Buffer.from(piece.repeat(piecesInWrite));

/** A model that answers at once, in OpenAI's words; the prompt says how long a stream is. */
const server = createServer(async (request, response) => {
  const body = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString());
  if (!body.stream)
    return response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': completion.length })
      .end(completion);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(head);
  setImmediate(() => sendRest(response, JSON.stringify(body.messages).includes('long') ? longStreamEvents : 16));
});

function sendRest(response: ServerResponse, events: number): void {
  for (let left = events; left > 0; left -= piecesInWrite) {
    if (response.write(pieces)) continue;
    response.once('drain', () => sendRest(response, left - piecesInWrite));
    return;
  }
  response.end(end);
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  answerCalls({ port: async () => port });
});
