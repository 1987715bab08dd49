import { expect, test } from 'vitest';
import { type Budget, compare } from '../src/budgets.ts';

const budget: Budget = {
  imports: {},
  external: [],
  bundleKilobytes: 100,
  modules: 10,
  parsedKilobytes: 300,
  tarballKilobytes: 50,
  tarballFiles: 20,
  undocumentedNames: 0,
};

test('a measurement at its limit is within the budget, and one above it is over', () => {
  const { over } = compare(
    [
      { packageName: 'a', measure: 'modules', value: 10 },
      { packageName: 'a', measure: 'bundleKilobytes', value: 101 },
    ],
    { a: budget },
  );
  expect(over).toHaveLength(1);
  expect(over[0]).toMatch(/^a +bundleKilobytes +101 of +100$/);
});

test('the table shows every measurement beside its limit, and marks what is over', () => {
  const { table } = compare(
    [
      { packageName: 'a', measure: 'tarballFiles', value: 7 },
      { packageName: 'a', measure: 'parsedKilobytes', value: 301 },
    ],
    { a: budget },
  );
  expect(table.split('\n').map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
    'a tarballFiles 7 of 20',
    'a parsedKilobytes 301 of 300 over',
    '',
  ]);
});

test('a package without a budget is not passed over', () => {
  const measurement = { packageName: 'b', measure: 'modules', value: 1 } as const;
  expect(() => compare([measurement], { a: budget })).toThrow('b has no budget');
});
