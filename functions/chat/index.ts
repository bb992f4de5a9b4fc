import * as z from 'zod';
import { agents } from '../../shared/agents/catalogue.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import { ChatReply } from '../../shared/http/chat-reply.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { keepAlive } from '../../shared/http/keep-alive.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { eventStreamType } from '../../shared/http/server-sent-event.ts';
import { liveLlm } from '../../shared/llm/live.ts';
import { liveContextTokens } from '../../shared/llm/live-context-tokens.ts';
import { beginTurn } from '../../shared/sessions/begin-turn.ts';
import type { ChatPorts } from './ask.ts';
import { ChatMessage } from './chat-message.ts';
import { reply } from './reply.ts';
import { streamReply } from './stream-reply.ts';
import { checkAgent } from './system-prompt.ts';

const namesEvents = /text\/event-stream(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i;

/** POST /chat: replies to a message, in a conversation that is stored, whole or as server-sent events. */
export const endpoint = defineEndpoint({
  method: 'POST',
  path: '/chat',
  tag: 'chat',
  summary: 'Say something to a model',
  description:
    'Messages of one session get their replies one after another. A client that goes away stops the model; what was ' +
    'said so far is stored as an interrupted reply.',
  headers: z.object({ accept: z.string().optional() }),
  body: ChatMessage,
  response: {
    200: [
      ChatReply.describe('The reply, stored; or, if a stream is asked for, the events that lead to it.'),
      {
        contentType: eventStreamType,
        description:
          'Events: `start` {session_id} at once; `delta` {text}; `continued` {provider, model, reason} where another ' +
          'call goes on with the text; last `end` with the fields of the JSON answer, or `error` with a problem.',
      },
    ],
  },
  streams: true,
  async handle({ body, headers, signal, logger, requestId }, ports: ChatPorts) {
    checkAgent(body.agent_type, ports.agents);
    const turn = await beginTurn(body, ports);
    const streamed = body.stream ?? namesEvents.test(headers.accept ?? '');
    if (!streamed) return { status: 200, body: await reply(turn, body, signal, ports) };
    const events = streamReply(turn, body, { signal, logger, requestId }, ports);
    return { status: 200, contentType: eventStreamType, stream: keepAlive(events) };
  },
});

export const handler = lambdaHttp(endpoint, {
  database: liveDatabase,
  llm: liveLlm,
  agents,
  contextTokens: liveContextTokens,
});
