import { text as readText } from 'node:stream/consumers';
import { messageOf } from '../shared/errors.ts';
import type { Push, PushOutcome } from '../shared/telemetry/aggregator.ts';
import { hideSecret } from '../shared/telemetry/hide-secret.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import type { MetricsSource } from './metrics-source.ts';
import { postBytes } from './post-bytes.ts';

/** Seconds between pushes, and how long one may take. */
const pushSeconds = 5;

/** Takes a push; rejects where it cannot be delivered. */
export type Deliver = (push: Push) => Promise<PushOutcome>;

/**
 * Pushes this process' metrics every few seconds, and once more at the end. `pushNow` does it at once, and puts
 * the next off: the event loop's lags are those since the snapshot before, and whoever asks is to hear of them.
 */
export function pushMetrics(source: MetricsSource, deliver: Deliver, logger: Logger, seconds = pushSeconds) {
  let told = false;
  let latest: Promise<void> = Promise.resolve();
  const push = async (final: boolean) => {
    try {
      const outcome = await deliver(await source.next(final));
      if (outcome === 'closed') {
        logger.warn({}, 'this process was taken for gone: its metrics begin anew');
        source.restart();
      }
      told = false;
    } catch (error) {
      // Once: the next one carries everything that this one did.
      if (!told) logger.warn({ error: messageOf(error) }, 'metrics cannot be pushed; it will be tried again');
      told = true;
    }
  };
  const pushNow = (final = false): Promise<void> => {
    latest = latest.then(() => push(final));
    return latest;
  };
  const timer = setInterval(pushNow, seconds * 1000, false);
  void pushNow();
  return {
    pushNow() {
      timer.refresh();
      return pushNow();
    },
    async close(): Promise<void> {
      clearInterval(timer);
      await pushNow(true);
    },
  };
}

/** Delivers to an aggregator in another process; `url` is its address, with or without a path. */
export const deliverTo =
  (url: string, token: string | undefined): Deliver =>
  async ({ text, ...about }) => {
    const target = new URL('/push', url);
    for (const [name, value] of Object.entries(about)) target.searchParams.set(name, String(value));
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      connection: 'close',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const response = await postBytes(target, headers, Buffer.from(text), AbortSignal.timeout(pushSeconds * 1000));
    const answer = await readText(response);
    if (response.statusCode === 410) return 'closed';
    if (response.statusCode !== 200) {
      const said = hideSecret(answer.slice(0, 1000), token ?? '').slice(0, 300);
      throw new Error(`${target.origin}${target.pathname} answered ${response.statusCode}: ${said}`);
    }
    return 'stored';
  };
