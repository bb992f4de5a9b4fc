import { AppError } from '../errors.ts';
import { type ApiKey, nameOfKey } from './api-keys.ts';
import { clientAddress } from './client-address.ts';
import { type RateLimiter, type Verdict, windowMilliseconds } from './rate-limit.ts';

/** What is known of a request before it is let in; header names are lower-case. */
export interface Caller {
  headers: Record<string, string | undefined>;
  requestContext: { http: { sourceIp?: string } };
}

/** How a request was let in, or why not. */
export interface Admission {
  /** The name of its key. */
  client: string | undefined;
  /** What every answer to it says about its limit. */
  headers: Record<string, string>;
  /** A 401 or 429; undefined if it may go on. */
  refusal: AppError | undefined;
}

/** Decides who may ask, and how often; never rejects. */
export interface AccessControl {
  admit(caller: Caller): Admission | Promise<Admission>;
}

export interface AccessRules {
  /** No keys: open to everyone. */
  keys: ApiKey[];
  /** No limit if absent. */
  limit?: { perMinute: number; limiter: RateLimiter } | undefined;
  /** How many proxies stand before the system; see `clientAddress`. */
  trustedProxies: number;
}

/** Makes the access control of some rules; undefined where they let everything in. */
export function accessControl({ keys, limit, trustedProxies }: AccessRules): AccessControl | undefined {
  if (keys.length === 0 && !limit) return undefined;
  const policy = limit && `"default";q=${limit.perMinute};w=${windowMilliseconds / 1000}`;

  function admission(caller: Caller, client: string | undefined, verdict: Verdict | undefined): Admission {
    const headers: Record<string, string> = {};
    if (policy && verdict) {
      headers['ratelimit-policy'] = policy;
      headers.ratelimit = `"default";r=${verdict.remaining};t=${verdict.resetSeconds}`;
      if (!verdict.allowed) return { client, headers, refusal: tooMany(verdict) };
    }
    const refused = keys.length > 0 && client === undefined;
    return { client, headers, refusal: refused ? unauthorized(presentedKey(caller.headers) !== undefined) : undefined };
  }

  return {
    admit(caller) {
      const key = keys.length > 0 ? presentedKey(caller.headers) : undefined;
      const client = key === undefined ? undefined : nameOfKey(key, keys);
      if (!limit) return admission(caller, client, undefined);
      // Wrong keys count for the address; right ones go on, so that nobody locks out who shares an address with him.
      const taken = limit.limiter.take(client === undefined ? `address:${addressOf(caller)}` : `key:${client}`);
      if (!(taken instanceof Promise)) return admission(caller, client, taken);
      return taken.then((verdict) => admission(caller, client, verdict));
    },
  };

  function addressOf({ headers, requestContext }: Caller): string {
    return clientAddress(requestContext.http.sourceIp, headers['x-forwarded-for'], trustedProxies);
  }
}

/** The key of `X-API-Key`, else of `Authorization: Bearer`. */
function presentedKey(headers: Caller['headers']): string | undefined {
  return headers['x-api-key']?.trim() || /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}

const howToSend =
  "Send it as a header, with curl: -H 'Authorization: Bearer KEY'; with PowerShell: " +
  "-Headers @{ Authorization = 'Bearer KEY' }; or as X-API-Key: KEY. Who runs this system has the keys (API_KEYS).";

function unauthorized(presented: boolean): AppError {
  const realm = 'Bearer realm="multi-agent-system"';
  return presented
    ? new AppError('invalid_key', 401, `This key is not known here. ${howToSend}`, {
        headers: { 'www-authenticate': `${realm}, error="invalid_token", error_description="The key is not known"` },
      })
    : new AppError('key_required', 401, `A key is needed here. ${howToSend}`, {
        headers: { 'www-authenticate': realm },
      });
}

const tooMany = ({ retryAfterSeconds }: Verdict): AppError =>
  new AppError('rate_limited', 429, `Too many requests. The next one may come in ${retryAfterSeconds} s.`, {
    retryable: true,
    retryAfterSeconds,
  });
