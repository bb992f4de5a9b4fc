import { splitApiKeys } from '../shared/access/api-keys.ts';
import { config } from '../shared/config.ts';

/** The headers with which a program of ours may ask a system that has the same settings. */
export function ownAuthorization(): Record<string, string> {
  const [, key] = splitApiKeys(config().apiKeys).find(([, one]) => !one.startsWith('sha256:')) ?? [];
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}
