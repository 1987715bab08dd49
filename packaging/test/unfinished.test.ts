import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../src/workspace.ts';

/**
 * A thing that was added in one place only must not compile: the compiler names the files to finish. Each test edits a
 * source for the compiler alone, and expects an error in every such file. If a file drops out of a list, it has lost
 * its protection.
 */
const DOMAIN = 'packages/domain/src';
const STORED_BY = ['packages/adapters-dynamodb/src', 'packages/adapters-sqlite/src'];

const OPTIONS: ts.CompilerOptions = {
  ...ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile).config,
    ts.sys,
    ROOT,
  ).options,
  composite: false,
  incremental: false,
  declaration: false,
  declarationMap: false,
  noEmit: true,
  rewriteRelativeImportExtensions: false,
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules/@types')],
  // The compiler reads the sources, as the tests do.
  paths: {
    '@orderfolio/domain': [join(ROOT, DOMAIN, 'index.ts')],
    '@orderfolio/domain/*': [join(ROOT, DOMAIN, '*/index.ts')],
  },
};

interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const texts = new Map<string, ts.SourceFile>();

/** The given files that do not compile after the edit. */
function brokenBy(edit: Edit | undefined, files: readonly string[]): readonly string[] {
  const host = ts.createCompilerHost(OPTIONS);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) => {
    if (edit !== undefined && name === join(ROOT, edit.file)) {
      const text = readFileSync(name, 'utf8');
      if (!text.includes(edit.from)) throw new Error(`${edit.file} has no ${JSON.stringify(edit.from)} any more.`);
      return ts.createSourceFile(name, text.replace(edit.from, edit.to), version);
    }
    const known = texts.get(name) ?? read(name, version, ...rest);
    if (known !== undefined) texts.set(name, known);
    return known;
  };
  const program = ts.createProgram({ rootNames: files.map((file) => join(ROOT, file)), options: OPTIONS, host });
  return files.filter((file) => program.getSemanticDiagnostics(program.getSourceFile(join(ROOT, file))).length > 0);
}

const MAPPERS = STORED_BY.map((adapter) => `${adapter}/mappers/order-mapper.ts`);
const KINDS = [
  'packages/adapters-dynamodb/src/item-key.ts',
  'packages/adapters-dynamodb/src/mappers/index.ts',
  'packages/adapters-sqlite/src/entity-tables.ts',
];
const ORDER_RULES = [`${DOMAIN}/rules/place-order.ts`, `${DOMAIN}/rules/replace-order.ts`];

describe('what is not finished does not compile', () => {
  beforeAll(() => {
    expect(brokenBy(undefined, [...MAPPERS, ...KINDS, ...ORDER_RULES])).toEqual([]);
  });

  test('an optional field of the schema of orders, until both adapters store it', () => {
    const field = { from: '    statusReason:', to: '    note: text(200).optional(),\n    statusReason:' };
    expect(brokenBy({ file: `${DOMAIN}/entities/order.ts`, ...field }, MAPPERS)).toEqual(MAPPERS);
  });

  test('a kind of entity, until both adapters have a place for it', () => {
    const kind = {
      from: "  turn: kind(turnSchema, 'lane'),",
      to: "  turn: kind(turnSchema, 'lane'),\n  tax: kind(turnSchema, 'lane'),",
    };
    expect(brokenBy({ file: `${DOMAIN}/entities/kinds.ts`, ...kind }, KINDS)).toEqual(KINDS);
  });

  test('a type of order, until it can be placed and replaced', () => {
    const type = {
      from: '  LIMIT_BUY: {',
      to: "  STOP_BUY: { side: 'BUY', waitsFor: 'RISE', priceField: 'stopPrice' },\n  LIMIT_BUY: {",
    };
    expect(brokenBy({ file: `${DOMAIN}/entities/order.ts`, ...type }, ORDER_RULES)).toEqual(ORDER_RULES);
  });
});
