import { pathOrNot } from '../config/path-or-not.ts';
import { publicUrl } from './public-url.ts';

/** Of a shorter key four characters would tell too much. */
const shortestShown = 12;

/** The variables that decide how models are called: ours, and those that Node.js and the SDKs read. */
export const modelVariables = [
  ...['OPENAI', 'DEEPSEEK', 'ANTHROPIC', 'OPENAI_COMPATIBLE'].flatMap((name) => [
    `${name}_API_KEY`,
    `${name}_API_KEY_FILE`,
  ]),
  ...['OPENAI', 'ANTHROPIC', 'OPENAI_COMPATIBLE', 'LLM'].map((name) => `${name}_BASE_URL`),
  ...['LLM_PROVIDER', 'LLM_FALLBACK', 'LLM_MODEL', 'LLM_PRICES_FILE', 'LLM_TIMEOUT_SECONDS', 'LLM_CACHE_SECONDS'],
  ...['OPENAI', 'DEEPSEEK', 'ANTHROPIC', 'OPENAI_COMPATIBLE'].map((name) => `LLM_MODEL_${name}`),
  ...['OPENAI_ORG_ID', 'OPENAI_PROJECT_ID'],
  ...['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'],
  ...['NODE_USE_ENV_PROXY', 'NODE_EXTRA_CA_CERTS', 'NODE_TLS_REJECT_UNAUTHORIZED'],
];

/** The value of a variable as it may be shown: of a key its last four characters, of an address what holds no secret. */
export function showVariable(name: string, value: string): string {
  if (/_API_KEY$/.test(name)) return value.length < shortestShown ? 'set' : `…${value.slice(-4)}`;
  if (/_API_KEY_FILE$/.test(name)) return pathOrNot(value);
  if (/^(OPENAI_ORG_ID|OPENAI_PROJECT_ID)$/.test(name)) return 'set';
  return /_BASE_URL$|^https?_proxy$/i.test(name) ? publicUrl(value) : value;
}
