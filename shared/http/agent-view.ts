import * as z from 'zod';

const JsonSchema = z.record(z.string(), z.unknown()).describe('A JSON Schema (2020-12).');

/** An agent as the API describes it. */
export const AgentDescription = z.object({
  name: z.string().describe('What a task names as its agent_type.'),
  description: z.string(),
  input_schema: JsonSchema,
  steps: z
    .array(
      z.object({
        name: z.string(),
        summary: z.string(),
        timeout_seconds: z.number(),
        retries: z.int(),
        input_schema: JsonSchema,
        output_schema: JsonSchema,
      }),
    )
    .describe('The kinds of steps, in the order in which they run.'),
});
