import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { lendProcess } from '../../shared/testing/lend-process.ts';

test.each(['local/worker.ts', 'local/migrate.ts'])(
  'SIGTERM ends %s at once while it waits for its database, and not as a success',
  async (script) => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const asked = once(mute, 'connection');
    await using host = await lendProcess(script, { DATABASE_URL: `postgres://user@127.0.0.1:${port}/any` });
    await asked;
    expect(await host.kill('SIGTERM')).toEqual({ code: 143, signal: null });
    mute.close();
  },
  60_000,
);
