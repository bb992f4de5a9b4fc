import type { Dispatcher } from 'undici';
import { variablesSet } from '../config.ts';

let opened: Promise<Dispatcher> | undefined;

/** This process' connections to providers, kept alive between calls; opened at the first use. */
export function modelAgent(): Promise<Dispatcher> {
  opened ??= openAgent(usesProxies());
  return opened;
}

/** As Node.js reads it. */
function usesProxies(): boolean {
  const { NODE_USE_ENV_PROXY, NODE_OPTIONS = '' } = variablesSet(['NODE_USE_ENV_PROXY', 'NODE_OPTIONS']);
  const options = [...NODE_OPTIONS.split(/\s+/), ...process.execArgv];
  return NODE_USE_ENV_PROXY === '1' || options.includes('--use-env-proxy');
}

/** Opens none yet. `proxied`: by way of the proxies that the environment names, as all of Node.js' own clients then do. */
export async function openAgent(proxied: boolean, connectMs = 10_000): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent } = await importUndici();
  // A call that is given up does not end the connection that is made for it.
  const options = { allowH2: false, connect: { timeout: connectMs } };
  return proxied ? new EnvHttpProxyAgent(options) : new Agent(options);
}

/** Leaves the agent of Node.js' own fetch as it is: undici puts one without proxies in its place where Node.js has an older undici. */
async function importUndici(): Promise<Pick<typeof import('undici'), 'Agent' | 'EnvHttpProxyAgent'>> {
  const held = Symbol.for('undici.globalDispatcher.1');
  // Node.js makes its agent when something of fetch is first used.
  new Headers();
  const agent: unknown = Reflect.get(globalThis, held);
  const undici = await import('undici');
  Reflect.set(globalThis, held, agent);
  return undici;
}
