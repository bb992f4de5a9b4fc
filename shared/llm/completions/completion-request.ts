import * as z from 'zod';

const Part = z.looseObject({ type: z.string() });

const Message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: z.union([z.string(), z.array(Part).min(1)]).nullish(),
});

const Tool = z.looseObject({ type: z.string() });

const ResponseFormat = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text') }),
  z.looseObject({ type: z.literal('json_object') }),
  z.looseObject({
    type: z.literal('json_schema'),
    json_schema: z.looseObject({ name: z.string(), schema: z.record(z.string(), z.unknown()).optional() }),
  }),
]);

const tokens = z.int().min(1).nullish();
const penalty = z.number().min(-2).max(2).nullish();

/** The body of a chat completion in OpenAI's words; what a field means to the model is its provider's business. */
export const CompletionRequest = z.strictObject({
  model: z
    .string()
    .min(1)
    .describe('`default`, a model that GET /v1/models lists, or `provider/model`: who is asked first.'),
  messages: z.array(Message).min(1, 'must hold a message'),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  max_completion_tokens: tokens,
  max_tokens: tokens,
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  frequency_penalty: penalty,
  presence_penalty: penalty,
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  n: z.literal(1, 'must be 1: ask once more for another answer').nullish(),
  modalities: z.array(z.literal('text', 'must be text: no other modality is passed on')).nullish(),
  response_format: ResponseFormat.optional(),
  tools: z.array(Tool).optional(),
  tool_choice: z.union([z.string(), z.looseObject({ type: z.string() })]).optional(),
  parallel_tool_calls: z.boolean().optional(),
  functions: z.array(z.looseObject({ name: z.string() })).optional(),
  function_call: z.union([z.string(), z.looseObject({ name: z.string() })]).optional(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  logit_bias: z.record(z.string(), z.number()).nullish(),
  seed: z.int().nullish(),
  reasoning_effort: z.string().nullish(),
  verbosity: z.string().nullish(),
  thinking: z.looseObject({ type: z.string() }).nullish().describe("DeepSeek's own switch."),
  prediction: z.looseObject({ type: z.string() }).nullish(),
  web_search_options: z.looseObject({}).optional(),
  service_tier: z.string().nullish(),
  store: z.boolean().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  moderation: z.looseObject({}).nullish(),
  prompt_cache_key: z.string().nullish(),
  prompt_cache_options: z.looseObject({}).optional(),
  prompt_cache_retention: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  user: z.string().optional(),
});

export type CompletionRequest = z.output<typeof CompletionRequest>;

export type CompletionMessage = CompletionRequest['messages'][number];

/** The most tokens that an answer may have, by either of its names. */
export const maxTokensOf = ({ max_completion_tokens, max_tokens }: CompletionRequest): number | undefined =>
  max_completion_tokens ?? max_tokens ?? undefined;
