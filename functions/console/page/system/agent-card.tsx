import type { Agent, Page } from '../api/types.ts';
import { Card } from '../parts/card.tsx';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';

/** What the agents are for, and the steps that they take; each kind of step has a queue. */
export function AgentCard() {
  const { system: words, agentHelp } = useText();
  const { data, error, reload } = useResource<Page<Agent>>('/agents');
  return (
    <Card title={words.agents} error={error} retry={reload}>
      <div class="agents">
        {data?.items.map(({ name, description, steps }) => (
          <div class="stack" key={name}>
            <h3>{name}</h3>
            {agentHelp[name] ? <p>{agentHelp[name]}</p> : <p lang="en">{description}</p>}
            <details>
              <summary>
                {words.steps} ({steps.length})
              </summary>
              <ul class="links">
                {steps.map((step) => (
                  <li key={step.name}>
                    <code>{step.name}</code> <span lang="en">{step.summary}</span>{' '}
                    <span class="muted">
                      {step.timeout_seconds} s, {words.retries(step.retries)}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          </div>
        ))}
      </div>
    </Card>
  );
}
