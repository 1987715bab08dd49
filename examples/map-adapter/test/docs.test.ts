import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const sources = ['../src/', '../test/'].flatMap((folder) =>
  readdirSync(new URL(folder, import.meta.url)).map((name) => read(folder + name)),
);
const excerpts = read('../../../docs/adapters.md')
  .split('```ts\n')
  .slice(1)
  .map((rest) => rest.slice(0, rest.indexOf('```')));

test('docs/adapters.md quotes some of this adapter', () => {
  expect(excerpts.length).toBeGreaterThan(4);
});

test.each(excerpts)('docs/adapters.md quotes what stands here: %s', (excerpt) => {
  expect(sources.some((source) => source.includes(excerpt))).toBe(true);
});
