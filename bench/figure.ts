import type { Part } from './options.ts';

/** What a figure has to reach: as ours ÷ peer, or ours alone. */
export interface Target {
  of: 'ratio' | 'ours';
  is: 'at least' | 'at most';
  limit: number;
  /** Beyond the target; printed, not demanded. */
  stretch?: number;
}

/** One measured line: medians over the rounds, whose raw values stand beside. */
export interface Figure {
  part: Part;
  name: string;
  unit: string;
  ours: number | null;
  peer: number | null;
  peerName: string | null;
  target: Target | null;
  /** Why something was not measured, or what to know when reading it. */
  note: string | null;
  rounds: { ours: number[]; peer: number[] };
}

export const ratioOf = ({ ours, peer }: Figure): number | null => (ours === null || !peer ? null : ours / peer);

/** Is the target reached? Null where there is none, or a side is missing. */
export function isMet(figure: Figure): boolean | null {
  const { target } = figure;
  const value = target?.of === 'ratio' ? ratioOf(figure) : figure.ours;
  if (!target || value === null || Number.isNaN(value)) return null;
  return target.is === 'at least' ? value >= target.limit : value <= target.limit;
}

/** The figures as lines of equal columns. */
export function formatFigures(figures: Figure[]): string {
  const rows = [['', 'figure', 'ours', 'peer', 'ratio', 'target', '']];
  for (const figure of figures) {
    const { part, name, unit, ours, peer, peerName } = figure;
    const ratio = ratioOf(figure);
    const theirs = peer === null ? '' : `${round(peer)} ${peerName}`;
    const verdict = { true: 'met', false: 'NOT MET', null: figure.target ? 'not measured' : '' }[`${isMet(figure)}`];
    rows.push([
      part,
      `${name}, ${unit}`,
      ours === null ? '–' : round(ours),
      theirs,
      ratio === null ? '' : `${round(ratio)}×`,
      targetText(figure),
      verdict,
    ]);
  }
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const notes = new Set(figures.filter(({ note }) => note).map(({ part, note }) => `${part}: ${note}`));
  return [...lines, ...(notes.size ? [''] : []), ...notes].join('\n');
}

function targetText({ target }: Figure): string {
  if (!target) return '';
  const sign = target.is === 'at least' ? '≥' : '≤';
  const unit = target.of === 'ratio' ? '×' : '';
  const stretch = target.stretch === undefined ? '' : ` (stretch ${target.stretch}${unit})`;
  return `${sign} ${target.limit}${unit}${stretch}`;
}

const round = (value: number): string => {
  const digits = value < 10 ? 2 : 1;
  return value.toFixed(value < 100 ? digits : 0);
};
