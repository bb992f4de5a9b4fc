import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Aggregator, PushOutcome } from '../shared/telemetry/aggregator.ts';

/** Bytes that a snapshot may have: some hundred times what a process has to tell. */
const mostBytes = 4_194_304;
const role = /^[a-z][a-z_-]{0,31}$/;

const Query = z.object({
  instance: z.uuid(),
  sequence: z.coerce.number().int().positive(),
  role: z.string().regex(role, 'must be a lower-case word'),
  final: z.stringbool(),
});

/** An answer in plain text. */
export interface PlainAnswer {
  status: number;
  text: string;
  /** Prometheus' text format if absent. */
  contentType?: string;
}

const answers: Record<PushOutcome, PlainAnswer> = {
  stored: { status: 200, text: 'Stored.\n' },
  old: { status: 200, text: 'An earlier push had all of this.\n' },
  closed: { status: 410, text: 'This instance is gone. Count anew, under another name.\n' },
  full: { status: 503, text: 'Too many processes push. Push again later.\n' },
};

const loopback = /^(::ffff:)?127\.|^::1$/;

/** Takes a push over HTTP: with the token where there is one, else from this machine alone. */
export async function receivePush(
  request: IncomingMessage,
  token: string | undefined,
  aggregator: Pick<Aggregator, 'push'>,
): Promise<PlainAnswer> {
  const refusal = refuseStranger(request, token);
  if (refusal) return refusal;
  const query = Query.safeParse(Object.fromEntries(new URL(request.url ?? '', 'http://localhost').searchParams));
  if (!query.success) {
    const reasons = query.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { status: 400, text: `The push says not what it is of. ${reasons.join('; ')}\n` };
  }
  const text = await readText(request);
  if (text === undefined) return { status: 413, text: `A push may have ${mostBytes} bytes.\n` };
  return answers[await aggregator.push({ ...query.data, text })];
}

function refuseStranger({ headers, socket }: IncomingMessage, token: string | undefined): PlainAnswer | undefined {
  if (token === undefined) {
    if (loopback.test(socket.remoteAddress ?? '')) return undefined;
    return {
      status: 403,
      text: 'Pushes from other machines need a token: set METRICS_TOKEN, the same on both sides.\n',
    };
  }
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (timingSafeEqual(hashOf(given), hashOf(token))) return undefined;
  return { status: 401, text: 'Pushes need the METRICS_TOKEN of this process: Authorization: Bearer TOKEN.\n' };
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The body; undefined where it is too large. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
