import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the README shows this very example', () => {
  expect(read('../../../README.md')).toContain(`\`\`\`ts\n${read('../src/main.ts')}\`\`\``);
});
