import type { Health } from '../api/types.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';

/** Is the server ready, and each part of it? */
export function HealthCard() {
  const words = useText().system;
  const { data, error, reload } = useResource<Health>('/health');
  return (
    <section class="card stack" aria-label={words.health}>
      <h2>{words.health}</h2>
      {error && <ErrorNote error={error} retry={reload} />}
      {data && (
        <dl class="pairs">
          <dt>{data.ready ? words.ready : words.notReady}</dt>
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
    </section>
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
