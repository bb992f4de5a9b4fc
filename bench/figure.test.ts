import { expect, test } from 'vitest';
import { type Figure, formatFigures, isMet, type Target } from './figure.ts';

const figure = (ours: number | null, peer: number | null, target: Target | null): Figure => ({
  part: 'b',
  name: 'pick-up',
  unit: 'ms',
  ours,
  peer,
  peerName: 'peer',
  target,
  note: null,
  rounds: { ours: [], peer: [] },
});

test.each([
  [12, 10, 'at most', true],
  [12.1, 10, 'at most', false],
  [30, 10, 'at least', true],
  [29, 10, 'at least', false],
] as const)('ours %d beside %d, ratio %s its limit: met is %s', (ours, peer, is, met) => {
  expect(isMet(figure(ours, peer, { of: 'ratio', is, limit: is === 'at most' ? 1.2 : 3 }))).toBe(met);
});

test('a target on ours alone needs no peer', () => {
  expect(isMet(figure(1499, null, { of: 'ours', is: 'at most', limit: 1500 }))).toBe(true);
});

test('a ratio without a peer is neither met nor missed, and the table says so', () => {
  const unmeasured = figure(5, null, { of: 'ratio', is: 'at most', limit: 1.2 });
  expect(isMet(unmeasured)).toBe(null);
  expect(formatFigures([unmeasured])).toMatch(/^b {2}pick-up, ms +5\.00 +≤ 1\.2× +not measured$/m);
});

test('notes are printed once, under the table', () => {
  const noted = { ...figure(5, null, null), note: 'no peer here' };
  expect(formatFigures([noted, noted]).match(/no peer here/g)).toHaveLength(1);
});
