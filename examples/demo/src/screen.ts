/** Takes text: a stream of the process, or a test. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const SCREEN_COLUMNS = 80;
const INDENT = '    ';

/** Prints lines of at most 80 columns. */
export class Screen {
  readonly #output: Output;
  readonly #beforeLine: () => void;

  /** `beforeLine` clears the line: a progress bar may stand in it. */
  constructor(output: Output, beforeLine: () => void) {
    this.#output = output;
    this.#beforeLine = beforeLine;
  }

  print(...lines: readonly string[]): void {
    this.#beforeLine();
    for (const line of lines.flatMap(fold)) this.#output.write(`${line}\n`);
  }
}

/** Breaks a long line at the last space that fits, and indents the rest. */
function fold(line: string): readonly string[] {
  if (line.length <= SCREEN_COLUMNS) return [line];
  const space = line.lastIndexOf(' ', SCREEN_COLUMNS);
  const end = space > INDENT.length ? space : SCREEN_COLUMNS;
  return [line.slice(0, end).trimEnd(), ...fold(INDENT + line.slice(end).trimStart())];
}
