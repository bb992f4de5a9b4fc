import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { agents } from '../../shared/agents/catalogue.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { endpoint } from './index.ts';

describe('GET /agents', () => {
  test('tells what each agent is for, its input and its steps in order', async () => {
    const { status, json } = await invoke(endpoint, { agents });
    expect(status).toBe(200);
    expect((endpoint.response[200] as z.ZodType).safeParse(json).error).toBeUndefined();
    const research = json.items.find(({ name }: { name: string }) => name === 'research');
    expect(research.steps.map(({ name }: { name: string }) => name)).toEqual([
      'research-plan',
      'research-retrieve',
      'research-analyze',
      'research-report',
    ]);
    expect(research.input_schema).toMatchObject({ type: 'object' });
  });

  test('describes an agent that takes anything', async () => {
    const anything = { name: 'echo', description: 'Echoes.', input: z.unknown(), stages: [], result: () => null };
    const { json } = await invoke(endpoint, { agents: [anything] });
    expect(json).toMatchObject({ items: [{ name: 'echo', steps: [] }], next_cursor: null });
  });
});
