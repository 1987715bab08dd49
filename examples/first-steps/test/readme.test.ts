import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('the README shows this very example', () => {
  expect(read('README.md')).toContain(`\`\`\`ts\n${read('examples/first-steps/src/main.ts')}\`\`\``);
});

test('the page of the services shows how this example brings its own prices', () => {
  const [, shown = 'nothing is shown'] = /```ts\n(.*?)```/s.exec(read('docs/services.md')) ?? [];
  expect(read('examples/first-steps/src/own-prices.ts')).toContain(shown);
});
