import { useEffect, useRef } from 'preact/hooks';
import Plot from 'uplot';
import { theme } from '../state/settings.ts';
import { useStore } from '../state/store.ts';
import { useText } from '../text/use-text.ts';

/** A small chart of one value over time, in seconds, as wide as its place; the same as a table for who cannot see it. */
export function Chart({ label, times, values }: { label: string; times: number[]; values: number[] }) {
  const words = useText().system;
  const place = useRef<HTMLDivElement>(null);
  const look = useStore(theme);
  const written = `${times} ${values}`;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const colours = getComputedStyle(document.documentElement);
    const colour = (name: string) => colours.getPropertyValue(name).trim();
    const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line') }, ticks: { show: false } };
    const bars = Plot.paths.bars?.({ size: [0.7, 40] });
    const plot = new Plot(
      {
        width: element.clientWidth,
        height: 160,
        legend: { show: false },
        cursor: { show: false },
        axes: [axis, { ...axis, size: 48 }],
        scales: { y: { range: (_plot, _least, most) => [0, most > 0 ? most * 1.1 : 1] } },
        series: [{}, { fill: colour('--accent'), width: 0, points: { show: false }, ...(bars && { paths: bars }) }],
      },
      [times, values],
      element,
    );
    const watcher = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: 160 }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [written, look]);
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <div ref={place} aria-hidden="true" />
      <details>
        <summary class="hint">{words.table}</summary>
        <table class="plain">
          <thead>
            <tr>
              <th>{words.time}</th>
              <th>{label}</th>
            </tr>
          </thead>
          <tbody>
            {times.map((time, index) => (
              <tr key={time}>
                <td>{new Date(time * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC</td>
                <td>{values[index]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
