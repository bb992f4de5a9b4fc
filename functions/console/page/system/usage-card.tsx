import type { Usage } from '../api/types.ts';
import { formatCost } from '../format/format-cost.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';
import { Chart } from './chart.tsx';
import { daysOf } from './days-of.ts';

/** What models were used for, day by day. */
export function UsageCard() {
  const words = useText().system;
  const { data, error, reload } = useResource<Usage>('/usage?group_by=day');
  const { times, cost, tokens } = data ? daysOf(data) : { times: [], cost: [], tokens: [] };
  const total = data?.total;
  return (
    <Card title={words.usage} error={error} retry={reload}>
      {total?.calls === 0 && <Empty title={words.usageNone} />}
      {total && total.calls > 0 && (
        <>
          <Chart label={words.usageCost} times={times} values={cost} days />
          <Chart label={words.usageTokens} times={times} values={tokens} days whole />
          <p class="facts">
            <span class="number">{words.calls(total.calls, total.failed)}</span>
            <span class="number">{formatCost(total.cost_usd)}</span>
            {total.cost_unknown > 0 && <span>{words.costUnknown(total.cost_unknown)}</span>}
          </p>
        </>
      )}
    </Card>
  );
}
