import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Declarations } from '../src/reference/declarations.ts';
import { layOut } from '../src/reference/layout.ts';
import { doorPage, indexPage } from '../src/reference/page.ts';

const folder = mkdtempSync(join(tmpdir(), 'orderfolio-reference-'));
const door = join(folder, 'packages/shop/dist/index.d.ts');

const FILES = {
  'packages/shop/dist/index.d.ts': `/** A shop, as an example. */
export { Cart, COLOURS, open, type Item, type Receipt } from './shop.ts';
`,
  'packages/shop/dist/shop.d.ts': `import type { z } from './z.ts';
export declare const COLOURS: readonly ["RED", "GREEN"];
/** What can be bought. */
export type Item = z.output<{ shape: { name: string; colour: 'RED' | 'GREEN' } }>;
/** What was bought. */
export type Receipt = z.output<{ shape: { items: { name: string; colour: 'RED' | 'GREEN' }; paid: boolean } }>;
interface Options {
    /** Default: today. */
    readonly day?: Day | undefined;
}
type Day = string;
/** Opens the shop. */
export declare function open(options: Options): Cart;
export declare class Cart {
    #private;
    private constructor();
    add(item: Item): this;
}
`,
  'packages/shop/dist/z.d.ts':
    'export declare namespace z { type output<T> = T extends { shape: infer Shape } ? Shape : never }\n',
};

let declarations: Declarations;

beforeAll(() => {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  declarations = new Declarations([door]);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('declarations', () => {
  const entryOf = (name: string) => declarations.entriesOf(door).find((entry) => entry.name === name);

  test('a door says of itself what stands at the top of its file', () => {
    expect(declarations.docsOf(door)).toBe('A shop, as an example.');
  });

  test('names come in the order of the alphabet, with the docstring and whether they are functions, classes, types or values', () => {
    expect(declarations.entriesOf(door)).toMatchObject([
      { name: 'COLOURS', kind: 'Values', docs: '' },
      { name: 'Cart', kind: 'Classes', docs: '' },
      { name: 'Item', kind: 'Types', docs: 'What can be bought.' },
      { name: 'Receipt', kind: 'Types', docs: 'What was bought.' },
      { name: 'open', kind: 'Functions', docs: 'Opens the shop.' },
    ]);
  });

  test('a type that is inferred is written out', () => {
    expect(entryOf('Item')?.code).toBe(`type Item = {\n  name: string;\n  colour: 'GREEN' | 'RED';\n};`);
  });

  test('an exported type within another keeps its name', () => {
    expect(entryOf('Receipt')?.code).toBe('type Receipt = {\n  items: Item;\n  paid: boolean;\n};');
  });

  test('types that no door exports follow where they are used', () => {
    expect(entryOf('open')?.code).toBe(`function open(options: Options): Cart;

interface Options {
  /** Default: today. */
  readonly day?: Day | undefined;
}

type Day = string;`);
  });

  test('what is private to a class is left out', () => {
    expect(entryOf('Cart')?.code).toBe('class Cart {\n  add(item: Item): this;\n}');
  });
});

describe('pages', () => {
  const shop = {
    door: { name: '@orderfolio/shop', types: door },
    docs: 'A shop. It sells.',
    entries: [
      { name: 'Open', kind: 'Types', docs: '', code: 'type Open = Till;' },
      { name: 'open', kind: 'Functions', docs: 'Opens it.', code: "function open(how: 'Open'): Cart;" },
    ],
  } as const;
  const till = {
    door: { name: '@orderfolio/shop/till', types: door },
    docs: '',
    entries: [{ name: 'Till', kind: 'Types', docs: 'A till.', code: 'interface Till {}' }],
  } as const;

  test('the index says of each door what it is, and how many names it has', () => {
    const page = indexPage([shop, till]);
    expect(page).toContain('| [`@orderfolio/shop`](shop.md) | A shop. | 2 |');
    expect(page).toContain('| [`@orderfolio/shop/till`](shop-till.md) |  | 1 |');
  });

  test('a type of another door is linked to its page, and a word in a text is no type', () => {
    const page = doorPage(shop, [shop, till]);
    expect(page).toContain('type Open = Till;\n```\n\nUses [`Till`](shop-till.md#till).');
    expect(page).toMatch(/Cart;\n```\n\n## Types/);
  });

  test('names that differ only in case have different anchors, in the order of the page', () => {
    const page = doorPage(shop, [shop, till]);
    expect(page).toContain('**Functions**: [`open`](#open)');
    expect(page).toContain('**Types**: [`Open`](#open-1)');
  });
});

test('a type is laid out with a line for each property, at its depth', () => {
  expect(layOut("{ a: Readonly<{ b: 'x; y'; c: {}; }> | undefined; d: 'Z' | 'A'; }")).toBe(`{
  a: Readonly<{
    b: 'x; y';
    c: {};
  }> | undefined;
  d: 'A' | 'Z';
}`);
});
