import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';

/** What a function answered to one invocation. */
export interface Invocation {
  /** The bytes of the answer as they come. */
  body: IncomingMessage;
  streamed: boolean;
  /** Breaks the connection off, as Lambda does when the client has gone. */
  drop(): void;
}

/** A function under Lambda's own runtime client. */
export interface LentFunction extends AsyncDisposable {
  /** Hands an event to the function; resolves when its answer begins, rejects where it answers with an error. */
  invoke(event: unknown): Promise<Invocation>;
  /** What the function has printed. */
  output(): string;
}

interface Waiting {
  event: unknown;
  resolve(invocation: Invocation): void;
  reject(error: Error): void;
}

/**
 * Runs the bundle in `folder` under aws-lambda-ric, with a Runtime API that hands it one event after another
 * (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
 */
export async function lendFunction(
  name: string,
  folder: string,
  environment: Record<string, string> = {},
): Promise<LentFunction> {
  const queue: Waiting[] = [];
  const running = new Map<string, Waiting>();
  let poll: ServerResponse | undefined;
  let printed = '';
  let number = 0;
  const handOver = () => {
    const response = poll;
    const next = response && queue.shift();
    if (!next) return;
    poll = undefined;
    const id = `invocation-${++number}`;
    running.set(id, next);
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': id,
        'lambda-runtime-deadline-ms': String(Date.now() + 60_000),
        'lambda-runtime-invoked-function-arn': `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
      })
      .end(JSON.stringify(next.event));
  };
  const failAll = (text: string) => {
    for (const one of [...running.values(), ...queue.splice(0)]) one.reject(new Error(`${name}: ${text}\n${printed}`));
    running.clear();
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [, id = '', kind] = /\/invocation\/([^/]+)\/(response|error)$/.exec(request.url ?? '') ?? [];
    const asked = running.get(id);
    running.delete(id);
    if (kind === 'response' && asked) {
      const { socket } = request;
      request.once('close', () => response.writableEnded || response.writeHead(202).end('{}'));
      const streamed = request.headers['lambda-runtime-function-response-mode'] === 'streaming';
      return asked.resolve({ body: request, streamed, drop: () => socket.destroy() });
    }
    const text = (await buffer(request)).toString();
    response.writeHead(202).end('{}');
    if (asked) asked.reject(new Error(`${name} failed: ${text}`));
    else failAll(text);
  };
  const server = createServer((request, response) => {
    if (!request.url?.endsWith('/invocation/next')) return void answer(request, response);
    poll = response;
    handOver();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = join(import.meta.dirname, 'runtime/node_modules/aws-lambda-ric/index.mjs');
  const child = spawn(process.execPath, [client], {
    cwd: folder,
    env: {
      PATH: dirname(process.execPath),
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'test',
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: 'index.handler',
      ...environment,
    },
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = once(child, 'close').then(() => failAll('the process has ended'));
  return {
    output: () => printed,
    invoke: (event) =>
      new Promise((resolve, reject) => {
        if (child.exitCode !== null) return reject(new Error(`${name} has ended:\n${printed}`));
        queue.push({ event, resolve, reject });
        handOver();
      }),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
      server.close();
      server.closeAllConnections();
    },
  };
}
