import { join } from 'node:path';
import { freePort, projectFolder, type Running, startServer } from '../processes.ts';

/** A proxy before the counterpart: where it is asked, and with which headers. */
export interface Forwarder extends Running {
  port: number;
  headers: Record<string, string>;
}

/** Starts one of this folder's proxies before `upstream`. */
export async function startProxy(file: string, upstream: string): Promise<Forwarder> {
  const port = await freePort();
  const env = { PORT: `${port}`, UPSTREAM: upstream };
  const url = `http://127.0.0.1:${port}/`;
  const running = await startServer(process.execPath, [join(projectFolder, 'bench/peers', file)], { env, url });
  return { ...running, port, headers: {} };
}

/** Starts Portkey's gateway, whose requests name the provider and its address. */
export async function startPortkey(upstream: string): Promise<Forwarder> {
  const port = await freePort();
  const gateway = join(projectFolder, 'bench/node_modules/@portkey-ai/gateway/build/start-server.js');
  const running = await startServer(process.execPath, [gateway, `--port=${port}`, '--headless'], {
    env: { NODE_ENV: 'production', TRUSTED_CUSTOM_HOSTS: '127.0.0.1' },
    url: `http://127.0.0.1:${port}/`,
  });
  const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': upstream, authorization: 'Bearer any' };
  return { ...running, port, headers };
}
