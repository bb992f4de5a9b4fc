import type { Usage } from '../api/types.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';
import { Chart } from './chart.tsx';

/** What models were used for, day by day. */
export function UsageCard() {
  const words = useText().system;
  const { data, error } = useResource<Usage>('/usage?group_by=day');
  const days = data?.items.filter(({ key }) => key !== null) ?? [];
  const times = days.map(({ key }) => Date.parse(`${key}T00:00:00Z`) / 1000);
  return (
    <section class="card stack" aria-label={words.usage}>
      <h2>{words.usage}</h2>
      {error && <ErrorNote error={error} />}
      {data && days.length === 0 && <Empty title={words.usageNone} />}
      {days.length > 0 && (
        <>
          <Chart label={words.usageCost} times={times} values={days.map(({ cost_usd }) => cost_usd)} />
          <Chart
            label={words.usageTokens}
            times={times}
            values={days.map(({ input_tokens, output_tokens }) => input_tokens + output_tokens)}
          />
        </>
      )}
    </section>
  );
}
