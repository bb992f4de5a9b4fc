import { expect, test } from 'vitest';
import { Unavailable } from '../errors.ts';
import { groupCommit } from './group-commit.ts';

/** A commit that records its groups and ends when told to. */
function controlledCommit(fails: (items: number[]) => boolean = () => false) {
  const groups: number[][] = [];
  const gates: (() => void)[] = [];
  const commit = async (items: number[]) => {
    groups.push(items);
    await new Promise<void>((resolve) => gates.push(resolve));
    if (fails(items)) throw new Error(`no: ${items}`);
    return items.map((item) => item * 10);
  };
  const openNext = async () => {
    while (!gates.length) await new Promise(setImmediate);
    gates.shift()?.();
  };
  return { groups, commit, openNext };
}

test('a lone item is committed at once', async () => {
  const { groups, commit, openNext } = controlledCommit();
  const add = groupCommit(commit);
  const answer = add(1);
  expect(groups).toEqual([[1]]);
  await openNext();
  expect(await answer).toBe(10);
});

test('items that arrive while a commit is in flight share the next one, and each gets its own answer', async () => {
  const { groups, commit, openNext } = controlledCommit();
  const add = groupCommit(commit);
  const answers = [add(1), add(2), add(3)];
  await openNext();
  await openNext();
  expect(await Promise.all(answers)).toEqual([10, 20, 30]);
  expect(groups).toEqual([[1], [2, 3]]);
});

test('groups are no larger than the limit', async () => {
  const { groups, commit, openNext } = controlledCommit();
  const add = groupCommit(commit, { maxItems: 2 });
  const answers = [1, 2, 3, 4].map(add);
  for (let round = 0; round < 3; round += 1) await openNext();
  await Promise.all(answers);
  expect(groups).toEqual([[1], [2, 3], [4]]);
});

test('a bad item fails its own call only', async () => {
  const { commit, openNext } = controlledCommit((items) => items.includes(3));
  const add = groupCommit(commit);
  const answers = Promise.allSettled([1, 2, 3, 4].map(add));
  for (let round = 0; round < 5; round += 1) await openNext();
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

test('a database that is out of reach fails every waiting call at once', async () => {
  let commits = 0;
  const add = groupCommit(async () => {
    commits += 1;
    throw new Unavailable('down');
  });
  const answers = await Promise.allSettled([1, 2, 3, 4].map((item) => add(item)));
  expect(answers.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  expect(commits).toBe(2);
});

test('the next group is committing before the callers of the last one go on', async () => {
  const { groups, commit, openNext } = controlledCommit();
  const add = groupCommit(commit);
  const seen: number[] = [];
  const answers = [1, 2].map((item) => add(item).then(() => seen.push(groups.length)));
  await openNext();
  await openNext();
  await Promise.all(answers);
  expect(seen).toEqual([2, 2]);
});

test('a second lane takes what is worth a commit beside the one in flight, a third is not opened', async () => {
  const { groups, commit, openNext } = controlledCommit();
  const add = groupCommit(commit, { lanes: 2 });
  const answers = Array.from({ length: 100 }, (_, item) => add(item));
  expect(groups.map(({ length }) => length)).toEqual([1, 32]);
  for (let round = 0; round < 3; round += 1) await openNext();
  expect(await Promise.all(answers)).toEqual(Array.from({ length: 100 }, (_, item) => item * 10));
  expect(groups.map(({ length }) => length)).toEqual([1, 32, 67]);
});
