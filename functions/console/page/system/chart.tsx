import { useEffect, useRef } from 'preact/hooks';
import Plot from 'uplot';
import { language, theme } from '../state/settings.ts';
import { useStore } from '../state/store.ts';
import { useText } from '../text/use-text.ts';
import { axisTime, wholeSteps } from './chart-axes.ts';
import { ChartTable } from './chart-table.tsx';

const height = 150;

/** A small chart of one value over hours, or over UTC days; times in seconds. As wide as its place, and a table for who cannot see it. */
export function Chart({
  label,
  times,
  values,
  days = false,
  whole = false,
}: {
  label: string;
  times: number[];
  values: number[];
  days?: boolean;
  /** Are the values counts? */
  whole?: boolean;
}) {
  const { table } = useText().system;
  const place = useRef<HTMLDivElement>(null);
  const look = useStore(theme);
  const chosen = useStore(language);
  const written = `${times} ${values}`;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const colours = getComputedStyle(document.documentElement);
    const colour = (name: string) => colours.getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--muted'),
      font: `12px ${getComputedStyle(document.body).fontFamily}`,
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { show: false },
    };
    const step = (times[1] ?? 0) - (times[0] ?? 0);
    const bars = Plot.paths.bars?.({ size: [0.7, 40] });
    const plot = new Plot(
      {
        width: element.clientWidth,
        height,
        legend: { show: false },
        cursor: { show: false },
        tzDate: (seconds) => (days ? Plot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : new Date(seconds * 1000)),
        axes: [
          {
            ...axis,
            grid: { show: false },
            space: 64,
            size: 28,
            values: (_plot, at) => at.map(axisTime(chosen, days)),
          },
          { ...axis, size: 56, space: 32, ...(whole && { incrs: wholeSteps }) },
        ],
        scales: {
          x: { range: (_plot, first, last) => [first - step / 2, last + step / 2] },
          y: { range: (_plot, _least, most) => [0, most > 0 ? most * 1.1 : 1] },
        },
        series: [{}, { fill: colour('--accent'), width: 0, points: { show: false }, ...(bars && { paths: bars }) }],
      },
      [times, values],
      element,
    );
    const watcher = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [written, look, chosen]);
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <div ref={place} class="plot" aria-hidden="true" />
      <details>
        <summary class="hint">{table}</summary>
        <ChartTable label={label} times={times} values={values} days={days} />
      </details>
    </figure>
  );
}
