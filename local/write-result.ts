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
  // In one packet with the stream's first piece where that is there already, and before whatever follows it is done.
  const send = holdBack(response);
  response.flushHeaders();
  process.nextTick(send);
  try {
    await pipeText(stream, response, signal, send);
  } catch (error) {
    // The status has been sent: only a broken connection still tells the client that something is missing.
    send();
    response.destroy();
    throw error;
  }
}

/** Holds back what is written until the returned function is called first. */
function holdBack({ socket }: ServerResponse): () => void {
  let held = true;
  socket?.cork();
  return () => {
    if (held) socket?.uncork();
    held = false;
  };
}
