import * as z from 'zod';
import type { SelectedProvider } from './select-providers.ts';

const Models = z.object({
  data: z.array(z.object({ id: z.string(), shutdown_date: z.string().nullish() })),
});

/** A model that a provider lists; OpenAI tells when it ends. */
export type ListedModel = z.output<typeof Models>['data'][number];

/** What a provider lists at `/models`; undefined where it lists nothing, or not in time. */
export async function listModels(
  { provider, base_url, api_key }: SelectedProvider,
  signal: AbortSignal,
): Promise<ListedModel[] | undefined> {
  const base = base_url.replace(/\/+$/, '');
  const [url, headers] =
    provider === 'anthropic'
      ? [`${base}/v1/models?limit=1000`, { 'x-api-key': api_key, 'anthropic-version': '2023-06-01' }]
      : [`${base}/models`, { authorization: `Bearer ${api_key}` }];
  try {
    const response = await fetch(url, { headers, signal });
    const listed = response.ok ? Models.safeParse(await response.json()) : undefined;
    return listed?.success && listed.data.data.length > 0 ? listed.data.data : undefined;
  } catch {
    return undefined;
  }
}
