import { contractFunctions } from '../testing/contract-endpoints.ts';
import { describeHttpContract, type WireAnswer, type WireRequest } from '../testing/http-contract.ts';
import { testEvent } from '../testing/invoke.ts';

describeHttpContract('a handler that gets the API Gateway event', async (request: WireRequest): Promise<WireAnswer> => {
  const { method = 'GET', path: url, headers = {}, body } = request;
  const [path = '', query = ''] = url.split('?');
  const { handler, endpoint, params } = route(method, path);
  const event = testEvent(endpoint, { method, path, query, params, headers, ...(body === undefined ? {} : { body }) });
  const result = await handler(event);
  const chunks = [result.body ?? ''];
  for await (const chunk of result.stream ?? []) chunks.push(chunk);
  return { status: result.statusCode, headers: result.headers, text: chunks.join('') };
});

/** The function of a path, preferably the one that has the method. */
function route(method: string, path: string) {
  const matches = contractFunctions.flatMap((candidate) => {
    const pattern = new RegExp(`^${candidate.endpoint.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const found = pattern.exec(path);
    return found ? [{ ...candidate, params: decoded(found.groups ?? {}) }] : [];
  });
  const match = matches.find(({ endpoint }) => endpoint.method === method) ?? matches[0];
  if (!match) throw new Error(`no function for ${path}`);
  return match;
}

const decoded = (groups: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
