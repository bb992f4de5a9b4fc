import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ModelError } from './model-error.ts';
import { openGuard, type ProviderGuard } from './open-guard.ts';

const down = () => new ModelError('server_error', '500 down', { retryable: true });
const { signal } = new AbortController();

async function call(guard: ProviderGuard, failure?: ModelError): Promise<void> {
  (await guard.enter(signal)).leave(failure);
  // What a call ended with counts once its promises have settled.
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the breaker of a provider', () => {
  const options = { failures: 2, cooldownSeconds: 30 };

  test('opens after failures in a row, lets one call try after the cooldown, and closes when that succeeds', async () => {
    const guard = openGuard('openai', options);
    await call(guard, down());
    await call(guard);
    await call(guard, down());
    expect(guard.state()).toEqual({ provider: 'openai', state: 'closed', open_until: null });
    await call(guard, down());
    expect(guard.state()).toEqual({ provider: 'openai', state: 'open', open_until: new Date(Date.now() + 30_000) });
    await expect(guard.enter(signal)).rejects.toMatchObject({ error_class: 'circuit_open', retryable: false });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(guard.state()).toEqual({ provider: 'openai', state: 'half-open', open_until: null });
    const trial = await guard.enter(signal);
    await expect(guard.enter(signal)).rejects.toMatchObject({ error_class: 'circuit_open' });
    trial.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(guard.state().state).toBe('closed');
    await call(guard);
  });

  test.each([
    ['fails', down()],
    ['is given up', new ModelError('aborted', 'closed')],
    ['lasts until its request is over', new ModelError('timeout', 'over')],
  ])('opens again when the trial %s', async (_how, failure) => {
    const guard = openGuard('openai', options);
    await call(guard, down());
    await call(guard, down());
    await vi.advanceTimersByTimeAsync(30_000);
    await call(guard, failure);
    expect(guard.state().state).toBe('open');
  });

  test('closes when the trial shows that the provider is there, whatever it said', async () => {
    const guard = openGuard('openai', options);
    await call(guard, down());
    await call(guard, down());
    await vi.advanceTimersByTimeAsync(30_000);
    await call(guard, new ModelError('bad_request', '400'));
    expect(guard.state().state).toBe('closed');
  });

  const usage = { input_tokens: 1, cached_input_tokens: 0, output_tokens: 0 };
  test.each([
    ['a wrong key', new ModelError('authentication', '401'), 'open'],
    ['an empty account', new ModelError('quota_exhausted', '429'), 'open'],
    ['a body that is no answer', new ModelError('invalid_output', 'no JSON', { retryable: true }), 'open'],
    ['an empty answer', new ModelError('invalid_output', 'Empty', { retryable: true, usage }), 'closed'],
    ['a limit of the rate', new ModelError('rate_limited', '429', { retryable: true }), 'closed'],
    ['a bad request', new ModelError('bad_request', '400'), 'closed'],
    ['an unknown model', new ModelError('not_found', '404'), 'closed'],
    ['the end of the request’s own time', new ModelError('timeout', 'over'), 'closed'],
    ['a caller that left', new ModelError('aborted', 'left'), 'closed'],
  ])('is, after %s twice, %s%s', async (_what, failure, state) => {
    const guard = openGuard('openai', options);
    await call(guard, failure);
    await call(guard, failure);
    expect(guard.state().state).toBe(state);
  });
});

describe('the places of a provider', () => {
  test('are for so many calls at once; some more wait, and others are refused', async () => {
    const guard = openGuard('openai', { calls: 1, waiting: 1 });
    const first = await guard.enter(signal);
    const second = guard.enter(signal);
    await expect(guard.enter(signal)).rejects.toMatchObject({ error_class: 'overloaded', retryable: false });
    first.leave(down());
    (await second).leave();
    await call(guard);
  });

  test('are given back when a call is given up, in its place or waiting for one', async () => {
    const guard = openGuard('openai', { calls: 1, waiting: 2 });
    const [inside, outside] = [new AbortController(), new AbortController()];
    await guard.enter(inside.signal);
    const waiting = guard.enter(outside.signal);
    const next = guard.enter(signal);
    outside.abort();
    inside.abort();
    await expect(waiting).rejects.toThrow();
    (await next).leave();
    await call(guard);
  });
});
