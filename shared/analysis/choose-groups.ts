import type { GroupValues } from './compare-groups.ts';
import type { Column, NumberColumn, TextColumn } from './read-column.ts';
import type { Note } from './table.ts';
import { uniqueNames } from './unique-names.ts';

/** Groups that a comparison may have. */
const mostGroups = 20;

/** How a comparison groups its values, and why so; `by` is null where the columns themselves are compared. */
export interface Grouping {
  by: TextColumn | null;
  reason: Note;
}

/**
 * The column whose values make the groups: the one that the request names, one that the question names, else the first
 * with 2 to 20 values and twice as many rows; without any, number columns are compared with each other.
 */
export function chooseGroups(columns: Column[], question: string, named: string | undefined): Grouping | undefined {
  if (named !== undefined) {
    const column = columns.find(({ name }) => name === named);
    return column && { by: asText(column), reason: { en: 'It was asked for (group_by).', zh: '由 group_by 指定。' } };
  }
  const fitting = columns.filter((column) => column.kind === 'text').filter(isGrouping);
  const asked = fitting.find(({ name }) => question.toLowerCase().includes(name.toLowerCase()));
  if (asked) return { by: asked, reason: { en: 'The question names it.', zh: '问题中提到了它。' } };
  const [first] = fitting;
  if (first) {
    const groups = new Set(first.values).size;
    return {
      by: first,
      reason: {
        en: `It is the first text column that puts the rows into few groups (${groups}).`,
        zh: `它是第一个把数据分成少数几组的文本列（${groups} 组）。`,
      },
    };
  }
  if (columns.filter(({ kind }) => kind === 'number').length < 2) return undefined;
  return {
    by: null,
    reason: {
      en: 'No column puts the rows into groups, so the number columns are compared with each other.',
      zh: '没有可分组的列，因此各数值列互相比较。',
    },
  };
}

function isGrouping({ values }: TextColumn): boolean {
  const present = values.filter((value) => value !== null);
  const groups = new Set(present).size;
  return groups >= 2 && groups <= mostGroups && present.length >= groups * 2;
}

const asText = (column: Column): TextColumn =>
  column.kind === 'text'
    ? column
    : {
        ...column,
        kind: 'text',
        values: column.values.map((value) =>
          value instanceof Date ? value.toISOString().slice(0, 10) : (value?.toString() ?? null),
        ),
      };

/** The values of one column by the groups of another, the largest groups where there are too many. */
export function groupValues(by: TextColumn, { values }: NumberColumn): { groups: GroupValues[]; leftOut: number } {
  const groups = new Map<string, number[]>();
  for (const [row, group] of by.values.entries()) {
    if (group === null) continue;
    const together = groups.get(group) ?? [];
    groups.set(group, together);
    const value = values[row] ?? null;
    if (value !== null) together.push(value);
  }
  const all = [...groups.values()].filter(({ length }) => length > 0);
  const kept = new Set(all.toSorted((a, b) => b.length - a.length).slice(0, mostGroups));
  // In the order of the rows, so that names that are equal once they are cut get the same numbers for every column.
  const inOrder = [...groups].filter(([, together]) => kept.has(together));
  const names = uniqueNames(inOrder.map(([group]) => group.slice(0, 100).toWellFormed()));
  return {
    groups: inOrder.map(([, together], index) => ({ group: names[index] ?? '', values: together })),
    leftOut: all.length - kept.size,
  };
}

/** Number columns as groups. */
export const columnsAsGroups = (columns: NumberColumn[]): GroupValues[] =>
  columns
    .slice(0, mostGroups)
    .map(({ name, values }) => ({ group: name, values: values.filter((value) => value !== null) }));
