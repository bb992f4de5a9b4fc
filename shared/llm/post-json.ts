import type { IncomingMessage } from 'node:http';
import { postBytes } from '../post-bytes.ts';

/** Longer errors are cut. */
const mostErrorBytes = 65_536;

/**
 * Posts JSON and gives the answer's bytes as they come; an SDK would take as long as all the rest that a passed-on answer
 * needs. Rejects with the SDK's own error for any status but 2xx.
 */
export async function postJson(
  url: URL,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Buffer>> {
  const response = await postBytes(url, { 'content-type': 'application/json', ...headers }, Buffer.from(body), signal);
  const { statusCode = 0 } = response;
  if (statusCode < 200 || statusCode > 299) throw await errorOf(response);
  // Whoever stops reading at the end mark leaves the rest, so that the connection can be used again.
  return { [Symbol.asyncIterator]: () => leaving(response) };
}

function leaving(response: IncomingMessage): AsyncIterator<Buffer> {
  const chunks = response.iterator({ destroyOnReturn: false });
  return {
    next: () => chunks.next(),
    async return() {
      response.resume();
      return { done: true, value: undefined };
    },
  };
}

async function errorOf(response: IncomingMessage): Promise<Error> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostErrorBytes) break;
  }
  const text = Buffer.concat(chunks).toString();
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) if (value) headers.set(name, String(value));
  const { APIError } = await import('openai');
  return APIError.generate(response.statusCode, objectOf(text), text, headers);
}

function objectOf(text: string): object | undefined {
  try {
    const parsed = JSON.parse(text);
    return typeof parsed === 'object' && parsed ? parsed : undefined;
  } catch {
    return undefined;
  }
}
