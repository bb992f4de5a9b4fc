import type { ProviderName } from './model-table.ts';

/** When a provider ends a model, and what it names instead. */
export interface Retirement {
  /** YYYY-MM-DD. */
  shutdown_date: string;
  successor: string;
}

interface Announcement extends Retirement {
  models: string[];
}

/** https://developers.openai.com/api/docs/deprecations, as looked up on 2026-11-25. */
const openai: Announcement[] = [
  {
    shutdown_date: '2026-10-23',
    successor: 'gpt-6.1-terra',
    models: ['gpt-3.5-turbo', 'gpt-4.1-nano', 'o4-mini'],
  },
  {
    shutdown_date: '2026-10-23',
    successor: 'gpt-6.1-sol',
    models: ['gpt-4', 'gpt-4-turbo', 'gpt-4o-2024-05-13', 'o1', 'o1-pro', 'o3-mini'],
  },
  { shutdown_date: '2026-02-17', successor: 'gpt-6.1-terra', models: ['chatgpt-4o-latest'] },
  { shutdown_date: '2026-12-11', successor: 'gpt-6.1-sol', models: ['gpt-5', 'gpt-5-pro', 'o3', 'o3-pro'] },
  { shutdown_date: '2026-12-11', successor: 'gpt-6.1-terra', models: ['gpt-5-mini'] },
  { shutdown_date: '2026-12-11', successor: 'gpt-6-luna', models: ['gpt-5-nano'] },
  {
    shutdown_date: '2027-01-14',
    successor: 'gpt-6-luna',
    models: ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini'],
  },
];

/** https://api-docs.deepseek.com/news/news260424, as looked up on 2026-11-25. */
const deepseek: Announcement[] = [
  { shutdown_date: '2026-07-24', successor: 'deepseek-flash', models: ['deepseek-chat', 'deepseek-reasoner'] },
];

/** https://platform.claude.com/docs/en/about-claude/model-deprecations, as looked up on 2026-11-25. */
const anthropic: Announcement[] = [
  { shutdown_date: '2025-07-21', successor: 'claude-sonnet-5-5', models: ['claude-3-sonnet'] },
  { shutdown_date: '2025-10-28', successor: 'claude-sonnet-5-5', models: ['claude-3-5-sonnet'] },
  { shutdown_date: '2026-01-05', successor: 'claude-opus-5-5', models: ['claude-3-opus'] },
  { shutdown_date: '2026-02-19', successor: 'claude-sonnet-5-5', models: ['claude-3-7-sonnet'] },
  { shutdown_date: '2026-06-15', successor: 'claude-sonnet-5-5', models: ['claude-sonnet-4'] },
  { shutdown_date: '2026-06-15', successor: 'claude-opus-5-5', models: ['claude-opus-4'] },
];

const announced: Partial<Record<ProviderName, Announcement[]>> = { openai, deepseek, anthropic };

/** `-2024-05-13`, `-20241022`, `-0613`, `-latest`: what names a state of the same model. */
const snapshot = /-(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}(-preview)?|0|latest)$/;

/** What a provider has announced of a model's end; undefined where nothing is known. A snapshot shares its model's fate. */
export function retirementOf(provider: ProviderName, model: string): Retirement | undefined {
  const find = (name: string) => announced[provider]?.find(({ models }) => models.includes(name));
  const found = find(model) ?? find(model.replace(snapshot, ''));
  return found && { shutdown_date: found.shutdown_date, successor: found.successor };
}
