/** USD per million tokens. */
interface TokenPrice {
  input: number;
  cached_input: number;
  output: number;
}

/** What is known of one model. */
export interface ModelRow extends TokenPrice {
  /** The whole request is charged at these prices when its input is longer than `over_input_tokens`. */
  long_input?: TokenPrice & { over_input_tokens: number };
  /** Tokens that a request and its answer may have together. */
  context_tokens?: number;
  /** Fields sent with every request, so that no provider's default decides whether the model thinks before it answers. */
  settings?: Record<string, unknown>;
  /** Does the model, with these settings, accept a temperature? */
  takes_temperature: boolean;
  /** Where the prices were read. */
  sources: string[];
}

export interface ProviderRow {
  /** The environment variable that holds its key. */
  key: 'OPENAI_API_KEY' | 'DEEPSEEK_API_KEY' | 'ANTHROPIC_API_KEY';
  default_model: string;
  default_base_url: string;
  /** Names that are this maker's, whether or not the table knows the model. */
  owns: RegExp;
  models: Record<string, ModelRow>;
}

/** The providers that the table knows. */
export type KnownProvider = 'openai' | 'deepseek' | 'anthropic';

/** And any other server that speaks OpenAI's chat completions: Ollama, vLLM, … */
export type ProviderName = KnownProvider | 'openai-compatible';

const openaiSource = 'https://docs.litellm.ai/blog/gpt-6-1-terra';
const lunaSources = [
  'https://github.com/merefield/codexometer/releases/tag/v0.18.4',
  'https://github.com/BerriAI/litellm/discussions/42523',
];
const deepseekSource = 'https://api-docs.deepseek.com/quick_start/pricing';
const claudeSource = 'https://docs.rs/synaps/0.10.2/synaps_cli/pricing/index.html';

/**
 * Providers in the order in which they are tried, their current models and prices, as looked up on 2026-11-22. DeepSeek
 * charges half outside its peak hours: its peak prices stand here, so that a cost is never understated.
 */
export const modelTable: Record<KnownProvider, ProviderRow> = {
  openai: {
    key: 'OPENAI_API_KEY',
    default_model: 'gpt-6.1-terra',
    default_base_url: 'https://api.openai.com/v1',
    owns: /^(gpt-(?!oss)|chatgpt-|o[134](-|$))/,
    models: {
      'gpt-6.1-terra': {
        input: 1,
        cached_input: 0.05,
        output: 5,
        long_input: { over_input_tokens: 272_000, input: 2, cached_input: 0.1, output: 7.5 },
        settings: { reasoning_effort: 'none' },
        takes_temperature: true,
        sources: [openaiSource, 'https://apidog.com/de/blog/gpt-6-1-terra-pricing/'],
      },
      'gpt-6.1-sol': {
        input: 2,
        cached_input: 0.1,
        output: 10,
        takes_temperature: false,
        sources: [openaiSource, 'https://github.com/premk134/codex-token-watch/releases/tag/v0.3.3'],
      },
      'gpt-6-luna': {
        input: 0.1,
        cached_input: 0.01,
        output: 0.5,
        long_input: { over_input_tokens: 272_000, input: 0.2, cached_input: 0.02, output: 0.75 },
        settings: { reasoning_effort: 'none' },
        takes_temperature: true,
        sources: lunaSources,
      },
    },
  },
  deepseek: {
    key: 'DEEPSEEK_API_KEY',
    default_model: 'deepseek-flash',
    default_base_url: 'https://api.deepseek.com/v1',
    owns: /^deepseek-/,
    models: {
      'deepseek-flash': {
        input: 0.3,
        cached_input: 0.006,
        output: 1.2,
        takes_temperature: true,
        sources: [deepseekSource],
      },
      'deepseek-v4-pro': {
        input: 1.32,
        cached_input: 0.044,
        output: 3.96,
        takes_temperature: true,
        sources: [deepseekSource],
      },
    },
  },
  anthropic: {
    key: 'ANTHROPIC_API_KEY',
    default_model: 'claude-sonnet-5-5',
    default_base_url: 'https://api.anthropic.com',
    owns: /^claude-/,
    models: {
      'claude-sonnet-5-5': {
        input: 2,
        cached_input: 0.1,
        output: 10,
        settings: { thinking: { type: 'between_tools' } },
        takes_temperature: false,
        sources: [
          'https://platform.claude.com/docs/zh-CN/models/sonnet-5-5/overview',
          'https://github.com/TheKrush/PromptFuel/releases/tag/v1.0.23',
        ],
      },
      'claude-opus-5-5': { input: 4, cached_input: 0.2, output: 20, takes_temperature: false, sources: [claudeSource] },
      'claude-haiku-5-5': {
        input: 0.1,
        cached_input: 0.01,
        output: 0.5,
        long_input: { over_input_tokens: 100_000, input: 0.5, cached_input: 0.05, output: 2.5 },
        takes_temperature: false,
        sources: ['https://platform.claude.com/docs/zh-CN/models/haiku-5-5/overview', claudeSource],
      },
    },
  },
};

/** The names of the providers in the table, in the order in which they are tried. */
export const providerNames = Object.keys(modelTable) as KnownProvider[];

/** Every provider that can be selected, in the same order. */
export const allProviders: ProviderName[] = [...providerNames, 'openai-compatible'];

/** What the table knows of a provider's model; undefined for a model that it does not list. */
export const modelRow = (provider: ProviderName, model: string): ModelRow | undefined =>
  provider === 'openai-compatible' ? undefined : modelTable[provider].models[model];
