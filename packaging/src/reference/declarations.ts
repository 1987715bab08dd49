import ts from 'typescript';
import { layOut } from './layout.ts';

export const KINDS = ['Functions', 'Classes', 'Types', 'Values'] as const;

type Kind = (typeof KINDS)[number];

/** A name that a door exports. */
export interface Entry {
  readonly name: string;
  readonly kind: Kind;
  /** The docstring, in Markdown. Empty if it has none. */
  readonly docs: string;
  /** Its declarations, and those that they name and no door exports. */
  readonly code: string;
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
};

const WRITTEN_OUT = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;

/** A type as text on one line, and its name if it has one. */
interface WrittenOut {
  readonly name?: string;
  readonly text: string;
}

/**
 * Reads what doors export from their built declarations, with the compiler's JavaScript API.
 *
 * Types that are inferred from a zod schema, or from a table, are written out where they are named. What they contain
 * keeps its name: an order's fill holds an `Order`.
 */
export class Declarations {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  /** The exported symbols, by what they are: a name may be exported by several doors. */
  readonly #exported = new Set<ts.Symbol>();
  /** The exported types that are inferred, the longest first: each may contain those after it. */
  readonly #named: readonly Required<WrittenOut>[];

  constructor(doors: readonly string[]) {
    this.#program = ts.createProgram({ rootNames: doors, options: OPTIONS });
    this.#checker = this.#program.getTypeChecker();
    for (const door of doors) for (const { symbol } of this.#exportsOf(door)) this.#exported.add(symbol);
    this.#named = [...this.#exported]
      .flatMap(({ name, declarations = [] }) =>
        declarations.filter(isInferred).map((node) => ({ name, text: this.#textOf(node) })),
      )
      .filter(({ text }) => text.includes('{'))
      .sort((a, b) => b.text.length - a.text.length);
  }

  /** The comment at the top of a door's file. */
  docsOf(door: string): string {
    const file = this.#fileOf(door);
    const [first] = file.statements;
    if (first === undefined || !(ts.isExportDeclaration(first) || ts.isImportDeclaration(first))) return '';
    const [comment] = ts.getJSDocCommentsAndTags(first);
    return (comment && ts.isJSDoc(comment) && ts.getTextOfJSDocComment(comment.comment)) || '';
  }

  /** What a door exports, by name. */
  entriesOf(door: string): readonly Entry[] {
    return this.#exportsOf(door)
      .map(({ name, symbol }) => this.#entryOf(name, symbol))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #exportsOf(door: string): readonly { readonly name: string; readonly symbol: ts.Symbol }[] {
    const module = this.#checker.getSymbolAtLocation(this.#fileOf(door));
    if (module === undefined) throw new Error(`${door} is no module.`);
    return this.#checker
      .getExportsOfModule(module)
      .map((symbol) => ({ name: symbol.name, symbol: this.#resolve(symbol) }));
  }

  #fileOf(door: string): ts.SourceFile {
    const file = this.#program.getSourceFile(door);
    if (file === undefined) throw new Error(`${door} is missing: build first.`);
    return file;
  }

  #resolve(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #entryOf(name: string, symbol: ts.Symbol): Entry {
    const declarations = symbol.declarations ?? [];
    const inner = [...this.#mentionedBy(declarations)].flatMap((other) =>
      other === symbol ? [] : (other.declarations ?? []),
    );
    return {
      name,
      kind: kindOf(symbol),
      docs: ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)),
      code: [...declarations, ...inner].map((node) => this.#codeOf(node)).join('\n\n'),
    };
  }

  /** Our types that declarations name, directly or through each other, and that no door exports. */
  #mentionedBy(declarations: readonly ts.Declaration[], found = new Set<ts.Symbol>()): ReadonlySet<ts.Symbol> {
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) this.#follow(node, found);
      if (!isInferred(node) && !this.#isSchema(node)) ts.forEachChild(node, visit);
    };
    for (const declaration of declarations) visit(declaration);
    return found;
  }

  /** True for a constant that is a zod schema. What it reads and makes is shown instead of how it is built. */
  #isSchema(node: ts.Node): boolean {
    return (
      ts.isVariableDeclaration(node) && this.#checker.getTypeAtLocation(node.name).getProperty('_zod') !== undefined
    );
  }

  #follow(node: ts.Identifier, found: Set<ts.Symbol>): void {
    const local = this.#checker.getSymbolAtLocation(node);
    const symbol = local && this.#resolve(local);
    if (symbol === undefined || found.has(symbol) || this.#exported.has(symbol) || !isTypeOfOurs(symbol)) return;
    found.add(symbol);
    this.#mentionedBy(symbol.declarations ?? [], found);
  }

  #codeOf(node: ts.Declaration): string {
    if (isInferred(node)) {
      const name = node.name.text;
      return `type ${name} = ${layOut(this.#nameParts({ name, text: this.#textOf(node) }))};`;
    }
    if (ts.isVariableDeclaration(node)) return `const ${node.name.getText()}: ${this.#typeOfValue(node)};`;
    const text = node.getText().replace(/^(export )?(declare )?/, '');
    return dedent(text).replaceAll(/^ +(#private|private .*|readonly \[[A-Z_]+\].*);\n/gm, '');
  }

  /** The type of a constant. For a zod schema: its output and its input. For the schema of an entity: the entity. */
  #typeOfValue(node: ts.VariableDeclaration): string {
    const type = this.#checker.getTypeAtLocation(node.name);
    const [output, input] = ['_output', '_input'].map((property) => {
      const schema = type.getProperty('_zod') && type.getProperty(property);
      return schema && this.#nameParts({ text: this.#print(this.#checker.getTypeOfSymbol(schema)) });
    });
    if (output === undefined || input === undefined) return dedent(node.type?.getText() ?? this.#print(type));
    const isEntity = output === input || (!output.includes('{') && input.includes('{'));
    return layOut(`z.ZodType<${isEntity ? output : `${output}, ${input}`}>`);
  }

  #textOf(node: ts.TypeAliasDeclaration): string {
    const type = this.#checker.getTypeAtLocation(node.name);
    const text = this.#print(type);
    return text === node.name.text ? this.#print(type, ts.TypeFormatFlags.InTypeAlias) : text;
  }

  #print(type: ts.Type, flags = ts.TypeFormatFlags.None): string {
    return this.#checker.typeToString(type, undefined, WRITTEN_OUT | flags);
  }

  /** Replaces the text of exported types by their names. */
  #nameParts({ name, text }: WrittenOut): string {
    return this.#named
      .filter((other) => other.name !== name && (name === undefined || other.text !== text))
      .reduce((rest, other) => rest.replaceAll(other.text, other.name), text);
  }
}

function kindOf({ flags }: ts.Symbol): Kind {
  if (flags & ts.SymbolFlags.Function) return 'Functions';
  if (flags & ts.SymbolFlags.Class) return 'Classes';
  return flags & ts.SymbolFlags.Value ? 'Values' : 'Types';
}

/** True if a type is defined only by a value. */
function isInferred(node: ts.Node): node is ts.TypeAliasDeclaration {
  return ts.isTypeAliasDeclaration(node) && /\bz\.\w+<|\btypeof\b/.test(node.type.getText());
}

/** True if one of our packages declares this type. */
function isTypeOfOurs({ flags, declarations = [] }: ts.Symbol): boolean {
  if (!(flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Class))) return false;
  return declarations.some((node) => /\/packages\/[^/]+\/dist\//.test(node.getSourceFile().fileName));
}

/** The compiler indents declarations by four; this repository by two. */
function dedent(text: string): string {
  return text.replaceAll(/^( {4})+/gm, (spaces) => ' '.repeat(spaces.length / 2));
}
