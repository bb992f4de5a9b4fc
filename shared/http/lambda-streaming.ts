import type { Writable } from 'node:stream';
import { messageOf } from '../errors.ts';
import { endInvocation } from '../telemetry/end-invocation.ts';
import { logger } from '../telemetry/logger.ts';
import type { HttpContext, HttpEvent, HttpHandler } from './http-event.ts';
import { pipeText } from './pipe-text.ts';

/** What Lambda's Node.js runtime offers as the global `awslambda` to functions that answer with a stream. */
interface LambdaStreaming {
  streamifyResponse(handler: (event: HttpEvent, output: Writable, context: HttpContext) => Promise<void>): HttpHandler;
  HttpResponseStream: {
    from(output: Writable, metadata: { statusCode: number; headers: Record<string, string> }): Writable;
  };
}

/** `handler` as a Lambda function that streams its answers; `handler` itself where this process is no Lambda. */
export function streamingOnLambda(handler: HttpHandler): HttpHandler {
  const { awslambda } = globalThis as { awslambda?: LambdaStreaming };
  if (!awslambda) return handler;
  return awslambda.streamifyResponse(async (event, output, { functionName }) => {
    const gone = new AbortController();
    output.once('close', () => gone.abort());
    const context = functionName === undefined ? { signal: gone.signal } : { functionName, signal: gone.signal };
    const { statusCode, headers, body = '', stream } = await handler(event, context);
    // The runtime frames the answer itself: a declared length would be wrong.
    const { 'content-length': _, ...metadata } = headers;
    const response = awslambda.HttpResponseStream.from(output, { statusCode, headers: metadata });
    // The status goes out with the first write, which `end` of an empty text is not.
    response.write('');
    if (!stream) return void response.end(body);
    try {
      await pipeText(stream, response, gone.signal);
    } catch (error) {
      logger().error({ error: messageOf(error), function: functionName }, 'a stream broke off');
      response.destroy();
    } finally {
      await endInvocation();
    }
  });
}
