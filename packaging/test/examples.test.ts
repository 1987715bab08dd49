import { expect, test } from 'vitest';
import { examplesOf, withRequire, wrapped } from '../src/tarballs/examples.ts';

const program = `import { first, second } from 'package';
import {
  third,
} from 'package/door';
import pino from 'pino';

const value = await first();
`;

test('a program is what begins with an import, with the sentence that says what it prints', () => {
  const page = `# Page\n\n\`\`\`ts\n${program}\`\`\`\n\nIt prints \`1 asset\`.\n\n\`\`\`ts\nconst part = 1;\n\`\`\`\n`;
  expect(examplesOf(page)).toEqual([{ code: program, prints: '1 asset' }]);
});

test('a sentence about another block is not of the program before it', () => {
  const page = `\`\`\`ts\n${program}\`\`\`\n\nText.\n\n    command\n\nIt prints \`nothing\`.\n`;
  expect(examplesOf(page)).toEqual([{ code: program, prints: undefined }]);
});

test('for CommonJS of TypeScript, the imports stay at the top and the rest moves into a function', () => {
  expect(wrapped(program)).toBe(`import { first, second } from 'package';
import {
  third,
} from 'package/door';
import pino from 'pino';

void main();

async function main() {
const value = await first();
}
`);
});

test('for CommonJS of JavaScript, every import becomes a require', () => {
  expect(withRequire(program)).toContain(`const { first, second } = require('package');
const {
  third,
} = require('package/door');
const pino = require('pino');
`);
});
