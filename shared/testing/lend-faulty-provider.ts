import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The interface that a provider is called by. */
export type Dialect = 'openai' | 'anthropic';

/** What a provider does with its call number `call` (from 1): anything that a server can do to a response. */
export type Misbehaviour = (
  response: ServerResponse,
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect to be there
  call: { number: number; streamed: boolean; body: any },
) => unknown;

/** Lends a real HTTP server in a provider's place, which answers every call as `misbehave` does; `seen` is told of each. */
export async function lendFaultyProvider(misbehave: Misbehaviour, seen: () => void = () => {}) {
  let number = 0;
  const server = createServer(async (request, response) => {
    number += 1;
    const call = number;
    seen();
    const text = Buffer.concat(await Array.fromAsync(request)).toString();
    // A list of models is asked for without a body.
    const body = text ? JSON.parse(text) : undefined;
    await misbehave(response, { number: call, streamed: body?.stream === true, body });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The address of a server that is gone: connections are refused. */
export async function unusedUrl(): Promise<string> {
  await using server = await lendFaultyProvider(() => {});
  return server.url;
}

/** The beginning of a streamed answer, up to some text, as server-sent events. */
export const beginStream: Record<Dialect, (text: string) => string> = {
  openai: (text) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })}\n\n`,
  anthropic: (text) =>
    messageStart +
    anthropicEvent('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
    anthropicEvent('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
};

/** One server-sent event as Anthropic sends it. */
export const anthropicEvent = (type: string, data: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;

/** The first event of a message: it tells the input tokens. */
export const messageStart = anthropicEvent('message_start', {
  message: { role: 'assistant', content: [], usage: { input_tokens: 11, output_tokens: 1 } },
});
