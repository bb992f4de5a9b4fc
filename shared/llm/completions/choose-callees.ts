import { AppError, InvalidRequest } from '../../errors.ts';
import type { Callee, Engine } from '../engine.ts';
import type { ModelProvider } from '../model-provider.ts';
import { allProviders, modelRow } from '../model-table.ts';
import type { Configured } from '../open-engine.ts';
import type { CompletionRequest } from './completion-request.ts';
import { beyondPlainText } from './plain-request.ts';

type Served = Callee & ModelProvider;

/** The name of whatever model is asked first. */
export const defaultModel = 'default';

/** The engine that answers a request: the model that it names first, then the other providers, those that understand it. */
export function chooseCallees(request: CompletionRequest, engine: Engine<Configured>): Engine<Served> {
  const named = namedProviders(request.model, engine);
  const beyond = beyondPlainText(request);
  const able = beyond ? named.filter(({ post }) => post) : named;
  const [first] = named;
  // Who names a model wants none that cannot do what he asks.
  if (first && (!able.length || (request.model !== defaultModel && !first.post && beyond))) {
    const message = `${first.provider} ${first.model} cannot be given ${beyond} here: leave it out, or name a model of OpenAI's interface.`;
    throw new InvalidRequest(message, { code: 'unsupported_parameter', violations: [{ path: `${beyond}`, message }] });
  }
  return { ...engine, providers: able };
}

function namedProviders(name: string, { providers }: Engine<Configured>): Served[] {
  if (name === defaultModel) return providers;
  const [, wanted, rest] = /^([^/]+)\/(.+)$/.exec(name) ?? [];
  const served = (is: (one: Served) => boolean) => findServed(providers, is);
  const found =
    served(({ model }) => model === name) ?? served(({ provider, model }) => provider === wanted && model === rest);
  if (found) return [found, ...providers.filter(({ provider }) => provider !== found.provider)];
  // Without any provider the placeholder answers for each model that there is.
  if (!providers.length && isKnown(name, wanted, rest)) return [];
  throw new AppError('model_not_found', 404, notFound(name, providers), {
    violations: [{ path: '/model', message: 'is not served here' }],
  });
}

/** The first that is wanted, configured models before the other ones. */
function findServed(providers: Configured[], is: (one: Served) => boolean): Served | undefined {
  const own = providers.find(is);
  if (own) return own;
  for (const { alternatives } of providers) {
    const other = alternatives.find(is);
    if (other) return other;
  }
  return undefined;
}

const isKnown = (name: string, wanted: string | undefined, rest: string | undefined): boolean =>
  allProviders.some(
    (provider) => modelRow(provider, name) || (provider === wanted && rest !== undefined && modelRow(provider, rest)),
  );

const notFound = (name: string, providers: Configured[]): string =>
  `There is no model ${JSON.stringify(name.slice(0, 100))} here. These work: ${servedModels(providers)
    .map(({ id }) => id)
    .join(', ')}. The file of LLM_PRICES_FILE adds models.`;

/** The names that requests may use, and whose models they are; one that two providers have is told apart by its provider. */
export function servedModels(providers: Configured[]): { id: string; provider: string }[] {
  const served = providers.flatMap((one) => [one, ...one.alternatives]);
  const count = (name: string) => served.filter(({ model }) => model === name).length;
  const listed = served.map(({ provider, model }) => ({
    id: count(model) > 1 ? `${provider}/${model}` : model,
    provider: provider as string,
  }));
  return [{ id: defaultModel, provider: served[0]?.provider ?? 'placeholder' }, ...listed];
}
