import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { heedProxies } from './heed-proxies.ts';

async function lendProxy() {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end('by proxy');
  });
  server.on('connect', ({ url }, client) => {
    asked.push(url);
    client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('clients go by way of a proxy that is named while the process runs, as by .env', async () => {
  const { asked, url } = await lendProxy();
  const undo = heedProxies({ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: url, NO_PROXY: 'localhost' });
  onTestFinished(() => undo?.());
  await expect(fetch('https://models.invalid/v1')).rejects.toThrow('fetch failed');
  expect(asked).toEqual(['models.invalid:443']);
});

test('those of .env count as soon as the configuration is read', async () => {
  const { asked, url } = await lendProxy();
  const folder = await mkdtemp(join(tmpdir(), 'proxies-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, '.env'), `NODE_USE_ENV_PROXY=1\nHTTPS_PROXY=${url}\n`);
  const program = `
    import { config } from ${JSON.stringify(new URL('../config.ts', import.meta.url).href)};
    config();
    await fetch('https://models.invalid/v1').catch(() => {});`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { cwd: folder, env: {} });
  expect(asked).toEqual(['models.invalid:443']);
});

test('proxies alone are not heeded', async () => {
  const { asked, url } = await lendProxy();
  expect(heedProxies({ HTTPS_PROXY: url })).toBeUndefined();
  expect(heedProxies({ NODE_USE_ENV_PROXY: '0', HTTPS_PROXY: url })).toBeUndefined();
  await expect(fetch('https://models.invalid/v1')).rejects.toThrow('fetch failed');
  expect(asked).toEqual([]);
});

test.each(['not an address', 'proxy:3128'])('what is no address is refused without being repeated: %s', (url) => {
  expect(() => heedProxies({ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: url })).toThrow(
    /^HTTP_PROXY and HTTPS_PROXY must be addresses such as http:\/\/proxy:3128\.$/,
  );
});
