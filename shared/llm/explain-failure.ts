import type { ErrorClass } from './language-model.ts';
import { variablesOf } from './provider-settings.ts';
import { publicUrl } from './public-url.ts';
import { retirementOf } from './retired-models.ts';
import type { SelectedProvider } from './select-providers.ts';

/** Why a call has most likely failed, and what to change. */
export interface Explanation {
  likely_cause: string;
  fix: string;
}

/** Explains how a call of a provider failed. */
export function explainFailure(
  selected: SelectedProvider,
  { error_class, message }: { error_class: ErrorClass; message: string },
): Explanation {
  if (error_class === 'connection' || error_class === 'timeout') return explainNetwork(selected, message);
  return explainAnswer(selected, error_class);
}

function explainAnswer({ provider, model, base_url, api_key }: SelectedProvider, error_class: ErrorClass): Explanation {
  const { key, model: modelVariable } = variablesOf[provider];
  switch (error_class) {
    case 'authentication':
      return {
        likely_cause: `wrong key: ${provider} does not know it${ownerHint(provider, api_key)}`,
        fix: `Set ${key} to a key of ${provider} that is in force, whole and without quotes, and start again.`,
      };
    case 'permission_denied':
      return {
        likely_cause: `the key may not use ${model}, or is not accepted from this network`,
        fix: `Allow the model for the key's project at ${provider}, set ${modelVariable} to one that it may use, or take another key.`,
      };
    case 'not_found': {
      const retirement = retirementOf(provider, model);
      return {
        likely_cause: retirement
          ? `wrong model: ${provider} shuts ${model} down on ${retirement.shutdown_date}`
          : `wrong model for the provider, or an address without the API: ${provider} at ${publicUrl(base_url)} has no ${model}`,
        fix: retirement
          ? `Set ${modelVariable}=${retirement.successor}.`
          : `Set ${modelVariable} to a model that ${provider} lists${provider === 'openai-compatible' ? ' (ollama list; for others GET /models)' : ''}, and check that the address ends as the provider says, mostly in /v1.`,
      };
    }
    case 'quota_exhausted':
      return {
        likely_cause: `quota: the account at ${provider} has no credit left`,
        fix: `Add credit or raise the limit in the billing settings of ${provider}, or set LLM_PROVIDER to another one.`,
      };
    case 'rate_limited':
      return {
        likely_cause: `quota: ${provider} limits this key's requests at the moment`,
        fix: 'Wait, send less at once, or raise the limits of the account.',
      };
    case 'server_error':
      return {
        likely_cause: `${provider} fails on its own side, or a proxy before it does`,
        fix: `Look at the status page of ${provider}; other providers with a key answer meanwhile.`,
      };
    case 'invalid_output':
      return {
        likely_cause: `what answers at ${publicUrl(base_url)} is not the API: a web page, a login page of the network, or a wrong path`,
        fix: `Check the address (${variablesOf[provider].base_url}): mostly it ends in /v1.`,
      };
    default:
      return {
        likely_cause: `wrong model for the provider, or a request that ${model} does not take`,
        fix: `Read the error; set ${modelVariable} to a chat model of ${provider}.`,
      };
  }
}

function explainNetwork({ provider, base_url }: SelectedProvider, message: string): Explanation {
  const { host, hostname, protocol } = new URL(base_url);
  const address = variablesOf[provider].base_url;
  const local = /^(localhost|127\.|\[::1\])/.test(hostname);
  if (/ENOTFOUND|EAI_AGAIN/.test(message)) {
    return {
      likely_cause: `network: the name ${hostname} cannot be resolved (DNS)`,
      fix: `Check the spelling in ${address}, and the DNS and the network of this machine; behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.`,
    };
  }
  if (/CERT|certificate|SELF_SIGNED|UNABLE_TO_VERIFY|wrong version number|SSL|EPROTO|TLS/i.test(message)) {
    return {
      likely_cause: `TLS: no trusted encrypted connection to ${host} comes about`,
      fix:
        protocol === 'https:' && /wrong version number|EPROTO|packet length/i.test(message)
          ? `The server speaks plain http: write http:// in ${address}, or its port for https.`
          : "Where a proxy of your company signs its own certificates, name its root in NODE_EXTRA_CA_CERTS; check this machine's clock.",
    };
  }
  if (/ECONNREFUSED/.test(message)) {
    return {
      likely_cause: `network: nothing listens at ${host}`,
      fix: local
        ? `Start the server (ollama serve, vllm serve, …), and check the port in ${address}. In a container localhost is the container itself: write http://host.docker.internal:PORT/v1.`
        : `Check host and port in ${address}, and that the server runs.`,
    };
  }
  return {
    likely_cause: `network: ${host} is not reached, or does not answer in time; a firewall or a proxy stands in between, or the model is still being loaded`,
    fix: `Try it from this machine: curl -v ${publicUrl(base_url)}/models. Behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1; raise LLM_TIMEOUT_SECONDS for slow models.`,
  };
}

/** Keys tell by their beginning whose they are. */
function ownerHint(provider: string, key: string): string {
  if (provider !== 'anthropic' && key.startsWith('sk-ant-')) return ' (it looks like one of Anthropic)';
  return provider === 'anthropic' && key.startsWith('sk-') && !key.startsWith('sk-ant-')
    ? ' (it does not look like one of Anthropic)'
    : '';
}
