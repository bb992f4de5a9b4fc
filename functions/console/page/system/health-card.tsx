import type { Health } from '../api/types.ts';
import { Card } from '../parts/card.tsx';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';

/** Is the server ready, and each part of it? */
export function HealthCard() {
  const words = useText().system;
  const { data, error, reload } = useResource<Health>('/health');
  return (
    <Card title={words.health} error={error} retry={reload}>
      {data && (
        <dl class="pairs">
          <dt>{data.ready ? words.isReady : words.notReady}</dt>
          <dd>
            <Up up={data.ready} />
          </dd>
          {Object.entries(data.checks).map(([part, check]) => (
            <>
              <dt key={part}>{words.parts[part] ?? part}</dt>
              <dd>
                <Up up={check?.status === 'up'} /> {check?.reason}
              </dd>
            </>
          ))}
          <dt>{words.version}</dt>
          <dd>{data.version}</dd>
        </dl>
      )}
    </Card>
  );
}

function Up({ up }: { up: boolean }) {
  const words = useText().system;
  return (
    <span class={`badge ${up ? 'good' : 'bad'}`}>
      <span class="dot" aria-hidden="true" />
      {up ? words.up : words.down}
    </span>
  );
}
