import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('the page on testing shows parts of this very example', () => {
  const shown = [...read('docs/testing.md').matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
  const files = ['src/safety-net.ts', 'test/market.ts', 'test/safety-net.test.ts'];
  const example = files.map((file) => read(`examples/testing/${file}`)).join('\n');
  expect(shown).toHaveLength(7);
  for (const code of shown) expect(example).toContain(code);
});
