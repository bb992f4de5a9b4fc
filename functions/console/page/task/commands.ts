import type { NewTask, TaskDetail } from '../api/types.ts';

/** The request that asks for the same work again. */
export function requestOf({ query, agent_type, priority, input, metadata, max_cost_usd }: TaskDetail): NewTask {
  const body: NewTask = { query, agent_type, priority };
  if (isFilled(input)) body.input = input;
  if (isFilled(metadata)) body.metadata = metadata as NonNullable<NewTask['metadata']>;
  if (max_cost_usd !== null) body.max_cost_usd = max_cost_usd;
  return body;
}

const isFilled = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** The command that sends it from a Unix shell. */
export const curlCommand = (url: string, body: NewTask): string =>
  `curl -s -X POST ${url}/tasks -H 'Content-Type: application/json; charset=utf-8' -d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`;

/** The command that sends it from Windows PowerShell 5.1 or PowerShell 7; which takes typographic quotes for quotes too. */
export const powershellCommand = (url: string, body: NewTask): string =>
  `Invoke-RestMethod ${url}/tasks -Method Post -ContentType 'application/json; charset=utf-8' -Body ([Text.Encoding]::UTF8.GetBytes('${JSON.stringify(body).replace(/['\u2018-\u201b]/g, '$&$&')}'))`;
