import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('the README shows this very example', () => {
  expect(read('README.md')).toContain(`\`\`\`ts\n${read('examples/first-steps/src/main.ts')}\`\`\``);
});

test('the page of the services shows parts of these examples', () => {
  const shown = [...read('docs/services.md').matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
  expect(shown).toHaveLength(5);
  expect(read('examples/first-steps/src/resting-orders.ts')).toContain(shown[0]);
  expect(read('examples/first-steps/src/asset-movements.ts')).toContain(shown[1]);
  expect(read('examples/first-steps/src/own-prices.ts')).toContain(shown[2]);
  expect(read('examples/first-steps/src/cached-reads.ts')).toContain(shown[3]);
  expect(read('examples/first-steps/src/figures.ts')).toContain(shown[4]);
});
