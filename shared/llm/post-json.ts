import type { Dispatcher } from 'undici';
import { AnswerBytes } from './answer-bytes.ts';
import { modelAgent } from './model-agent.ts';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  bytes: AnswerBytes;
}

/** Each call has a deadline of its own. Said of each request, because undici forgets on the way to a proxy what its agent is told. */
const patient = { headersTimeout: 0, bodyTimeout: 0 };

/** Longer errors are cut. */
const mostErrorBytes = 65_536;

/**
 * Posts JSON and gives the answer's bytes as they come. By undici's own dispatch, because until an answer's first byte a
 * pipe made of node:http takes a quarter longer; an SDK takes as long as all the rest that a passed-on answer needs. Rejects
 * with the SDK's own error for any status but 2xx, and with the signal's reason where that aborts.
 */
export async function postJson(
  url: URL,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Buffer>> {
  const answer = await post(await modelAgent(), url, { 'content-type': 'application/json', ...headers }, body, signal);
  if (answer.status > 299) throw await errorOf(answer);
  return answer.bytes;
}

/** Resolves as soon as the head of an answer has come. */
function post(
  agent: Dispatcher,
  { origin, pathname, search }: URL,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<Answer> {
  signal.throwIfAborted();
  const begun = Promise.withResolvers<Answer>();
  let bytes: AnswerBytes | undefined;
  let call: Dispatcher.DispatchController | undefined;
  const abort = () => {
    begun.reject(signal.reason);
    call?.abort(signal.reason);
  };
  const over = () => signal.removeEventListener('abort', abort);
  signal.addEventListener('abort', abort, { once: true });
  agent.dispatch(
    { origin, path: pathname + search, method: 'POST', headers, body, ...patient },
    {
      onRequestStart(controller) {
        call = controller;
        if (signal.aborted) call.abort(signal.reason);
      },
      onResponseStart(flow, status, said) {
        if (status < 200) return;
        bytes = new AnswerBytes(flow);
        begun.resolve({ status, headers: said, bytes });
      },
      onResponseData: (_, chunk) => bytes?.push(chunk),
      onResponseEnd() {
        over();
        bytes?.end();
      },
      onResponseError(_, error) {
        over();
        begun.reject(error);
        bytes?.fail(error);
      },
    },
  );
  return begun.promise;
}

async function errorOf({ status, headers, bytes }: Answer): Promise<Error> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostErrorBytes) break;
  }
  const text = Buffer.concat(chunks).toString();
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    // Of what came twice the first holds, as in node:http: joined, two numbers of seconds are none.
    const [first] = [value].flat();
    if (first) given.set(name, first);
  }
  const { APIError } = await import('openai');
  return APIError.generate(status, objectOf(text), text, given);
}

function objectOf(text: string): object | undefined {
  try {
    const parsed = JSON.parse(text);
    return typeof parsed === 'object' && parsed ? parsed : undefined;
  } catch {
    return undefined;
  }
}
