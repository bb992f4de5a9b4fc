import * as z from 'zod';

const Selected = z.object({
  provider: z.string(),
  model: z.string(),
  base_url: z.string().describe('Without a user, a password and a query.'),
});

const Warning = z.object({
  code: z.string().describe('A stable name, for programs.'),
  severity: z.enum(['error', 'warning', 'hint']),
  message: z.string().describe('What is wrong.'),
  fix: z.string().describe('What to change.'),
});

const Probe = z.object({
  ok: z.boolean(),
  latency_ms: z.number(),
  error: z.string().nullable(),
  error_class: z.string().nullable(),
  likely_cause: z.string().nullable(),
  fix: z.string().nullable(),
  checked_at: z.string(),
});

/** The answer of `GET /debug/llm`. */
export const DiagnosisView = z.object({
  environment: z
    .record(z.string(), z.string())
    .describe('The variables that are set, of those that decide; of a key its last four characters.'),
  configuration: z.object({
    provider: z.string().nullable().describe('LLM_PROVIDER.'),
    fallback: z.string().nullable().describe('LLM_FALLBACK.'),
    timeout_seconds: z.number(),
    cache_seconds: z.number(),
  }),
  detected: z.object({
    provider: z.string().describe('Who is asked first; placeholder where no model is called.'),
    model: z.string().nullable(),
    base_url: z.string().nullable(),
    reason: z.string(),
  }),
  fallback: z.array(Selected).describe('Who is asked next, in this order; in the end the placeholder answers.'),
  breakers: z
    .array(
      z.object({
        provider: z.string(),
        state: z.enum(['closed', 'open', 'half-open']),
        open_until: z.string().nullable(),
      }),
    )
    .describe('Whom this process calls (closed), and whom it gives a rest after failures in a row.'),
  warnings: z.array(Warning),
  probe: Probe.nullable().describe('A minimal real call of the detected provider; null where there was none.'),
});
