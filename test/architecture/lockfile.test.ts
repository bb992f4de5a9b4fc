import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface LockedPackage {
  integrity?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const lockfile = readFileSync(`${import.meta.dirname}/../../package-lock.json`, 'utf8');
const packages: Record<string, LockedPackage> = JSON.parse(lockfile).packages;

test('every package is locked by its hash', () => {
  const names = Object.keys(packages).filter((path) => path !== '');
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((path) => !packages[path]?.integrity?.startsWith('sha512-'))).toEqual([]);
});

test('no registry is named', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved)).toEqual([]);
});

test('the packages of every platform are locked, also those that this one does not install', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});
