import type { ServerResponse } from 'node:http';
import type { HttpResult } from '../shared/http/http-event.ts';
import { pipeText } from '../shared/http/pipe-text.ts';

/** Writes a function's result; a stream until its end or until `signal` aborts. */
export async function writeResult(response: ServerResponse, result: HttpResult, signal: AbortSignal): Promise<void> {
  const { statusCode, headers, body, stream, isBase64Encoded } = result;
  response.writeHead(statusCode, headers);
  if (!stream) {
    response.end(isBase64Encoded && body ? Buffer.from(body, 'base64') : body);
    return;
  }
  // In one packet with what the stream gives at once.
  const { socket } = response;
  socket?.cork();
  response.flushHeaders();
  process.nextTick(() => socket?.uncork());
  try {
    await pipeText(stream, response, signal);
  } catch (error) {
    // The status has been sent: only a broken connection still tells the client that something is missing.
    socket?.uncork();
    response.destroy();
    throw error;
  }
}
