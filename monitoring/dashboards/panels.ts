import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** The data source of monitoring/grafana/provisioning. */
export const prometheus = { type: 'prometheus', uid: 'prometheus' };

/** An expression of Prometheus, and the name of its series; `{{label}}` stands for a label's value. */
export type Query = [expression: string, legend: string];

export interface PanelOptions {
  title: string;
  /** What is seen, and what to make of it. */
  description: string;
  /** One of Grafana's units, such as `s`, `reqps` or `percentunit`. */
  unit: string;
  /** Columns, of 24. */
  span: number;
  /** From which value on it is yellow or red; red before yellow where less is worse. */
  limits?: { yellow?: number; red: number; lessIsWorse?: boolean };
}

/** One value, or one a series, of now. */
export function stat(options: PanelOptions & { mappings?: ValueMapping[] }, ...queries: Query[]): StatBuilder {
  const { title, description, unit, span, limits, mappings } = options;
  const panel = new StatBuilder()
    .title(title)
    .description(description)
    .datasource(prometheus)
    .unit(unit)
    .span(span)
    .height(5)
    .noValue('–')
    .thresholds(thresholdsOf(limits))
    .colorMode(limits ? BigValueColorMode.Background : BigValueColorMode.None)
    .graphMode(BigValueGraphMode.None)
    .textMode(queries.some(([, legend]) => legend) ? BigValueTextMode.ValueAndName : BigValueTextMode.Auto)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']));
  if (mappings) panel.mappings(mappings);
  queries.forEach((query, place) => panel.withTarget(target(query, place).instant()));
  return panel;
}

/** Lines over time; `stacked` where the series make a whole, `exemplars` where single requests lead to their traces. */
export function series(
  options: PanelOptions & { stacked?: boolean; exemplars?: boolean },
  ...queries: Query[]
): TimeSeriesBuilder {
  const { title, description, unit, span, limits, stacked, exemplars } = options;
  const panel = new TimeSeriesBuilder()
    .title(title)
    .description(description)
    .datasource(prometheus)
    .unit(unit)
    .span(span)
    .height(8)
    .min(0)
    .thresholds(thresholdsOf(limits))
    .fillOpacity(stacked ? 30 : 8)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (stacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  if (limits) panel.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  queries.forEach((query, place) => {
    const one = target(query, place).range();
    panel.withTarget(exemplars ? one.exemplar(true) : one);
  });
  return panel;
}

const target = ([expression, legend]: Query, place: number): DataqueryBuilder =>
  new DataqueryBuilder().datasource(prometheus).refId('ABCDEFGH'.charAt(place)).expr(expression).legendFormat(legend);

function thresholdsOf(limits: PanelOptions['limits']): ThresholdsConfigBuilder {
  const steps = new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute);
  if (!limits) return steps.steps([{ value: null, color: 'green' }]);
  const { yellow, red, lessIsWorse } = limits;
  const [first, last] = lessIsWorse ? ['red', 'green'] : ['green', 'red'];
  const between = yellow === undefined ? [] : [{ value: lessIsWorse ? red : yellow, color: 'yellow' }];
  const end = { value: lessIsWorse ? (yellow ?? red) : red, color: last };
  return steps.steps([{ value: null, color: first }, ...between, end]);
}

/** Words in the place of 1 and 0. */
export const upOrDown: ValueMapping[] = [
  {
    type: MappingType.ValueToText,
    options: { 1: { text: 'UP', color: 'green', index: 0 }, 0: { text: 'DOWN', color: 'red', index: 1 } },
  },
];

/** Quantiles of a histogram, a line each. */
export const quantiles = (metric: string, filter = '', quantilesOf: readonly number[] = [0.5, 0.95, 0.99]): Query[] =>
  quantilesOf.map((quantile) => [
    `histogram_quantile(${quantile}, sum by (le) (rate(${metric}_bucket${filter}[$__rate_interval])))`,
    `p${quantile * 100}`,
  ]);
