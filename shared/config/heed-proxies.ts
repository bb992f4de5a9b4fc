import { SetupError } from '../errors.ts';

/**
 * Lets Node.js' own clients, which the SDKs use, go by way of the proxies that `environment` names, where it says
 * NODE_USE_ENV_PROXY=1: Node.js itself looks only when it starts, and knows nothing of `.env`. Returns how to undo it;
 * changes nothing before Node.js 24.14, which cannot. Throws a SetupError where one is no address.
 */
export function heedProxies(environment: Record<string, string | undefined>): (() => void) | undefined {
  if (environment.NODE_USE_ENV_PROXY?.trim() !== '1') return undefined;
  // Loaded only here: functions start without it.
  const http = process.getBuiltinModule('node:http');
  try {
    return http.setGlobalProxyFromEnv?.(environment);
  } catch (cause) {
    throw new SetupError('HTTP_PROXY and HTTPS_PROXY must be addresses such as http://proxy:3128.', { cause });
  }
}
