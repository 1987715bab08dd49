/** An example of a page: a whole program, which imports what it needs. */
export interface Example {
  readonly code: string;
  /** Its output, from the sentence after it. */
  readonly prints: string | undefined;
}

const BLOCK = /```ts\n(import .*?)```(?:\n+It prints `([^`]+)`)?/gs;

/** The whole programs of a page. They begin with an import. Other code blocks are parts of programs. */
export function examplesOf(markdown: string): readonly Example[] {
  return [...markdown.matchAll(BLOCK)].map(([, code = '', prints]) => ({ code, prints }));
}

const IMPORT = /^import ([^;]*?) from ('[^']+');\n/gm;

/** The same program for a CommonJS file of TypeScript, where `await` cannot stand at the top. */
export function wrapped(code: string): string {
  const imports = [...code.matchAll(IMPORT)].map(([statement]) => statement).join('');
  return `${imports}\nvoid main();\n\nasync function main() {${code.replaceAll(IMPORT, '')}}\n`;
}

/** The same program with `require`. */
export function withRequire(code: string): string {
  return wrapped(code).replaceAll(IMPORT, (_, names: string, source: string) => {
    return `const ${names} = require(${source});\n`;
  });
}
