import { Unavailable } from '../errors.ts';

/** An item that waits for its commit. */
interface Waiting<Item, Outcome> {
  item: Item;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/** So many items are worth a lane of their own; fewer cost the database less in the next group. */
const worthLane = 32;

export interface GroupOptions {
  /** The most items of one commit. */
  maxItems?: number;
  /** Commits in flight at once: while one waits for the disk, the database works on another. One if absent. */
  lanes?: number;
}

/**
 * Makes one-at-a-time calls share commits: items that arrive while a commit is in flight go into the next one together, and
 * a lone item waits for nobody. `commit` answers its items in their order, all in one transaction. Where a group
 * fails, each of its items is committed alone, so that a bad one fails its own call only: `commit` must bear repetition.
 * A database that is out of reach fails all of them at once.
 */
export function groupCommit<Item, Outcome>(
  commit: (items: Item[]) => Promise<Outcome[]>,
  { maxItems = 500, lanes = 1 }: GroupOptions = {},
): (item: Item) => Promise<Outcome> {
  const waiting: Waiting<Item, Outcome>[] = [];
  let busy = 0;

  /** Commits a group, and gives what answers its callers. */
  const commitGroup = async (group: Waiting<Item, Outcome>[]): Promise<() => void> => {
    try {
      const outcomes = await commit(group.map(({ item }) => item));
      return () => group.forEach(({ resolve }, index) => resolve(outcomes[index] as Outcome));
    } catch (error) {
      if (group.length > 1 && !(error instanceof Unavailable)) {
        for (const one of group) (await commitGroup([one]))();
        return () => {};
      }
      return () => {
        for (const { reject } of group) reject(error);
      };
    }
  };
  const drain = async () => {
    busy += 1;
    let answer: (() => void) | undefined;
    while (waiting.length) {
      const committing = commitGroup(waiting.splice(0, maxItems));
      // The database has the next group by the time that the callers of the last one go on.
      if (answer) setImmediate(answer);
      answer = await committing;
    }
    busy -= 1;
    answer?.();
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!busy || (busy < lanes && waiting.length >= worthLane)) void drain();
    });
}
