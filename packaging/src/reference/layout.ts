/** Lays out a type that stands on one line: a line for each property, and literals in the order of the alphabet. */
export function layOut(line: string): string {
  let depth = 0;
  return line.replaceAll(/'[^']*'(?: \| '[^']*')*|\{ |;? \}|; /g, (token) => {
    if (token.startsWith("'")) return token.split(' | ').sort().join(' | ');
    if (token === '{ ') return `{\n${indent(++depth)}`;
    if (token.endsWith(' }')) return `;\n${indent(--depth)}}`;
    return `;\n${indent(depth)}`;
  });
}

const indent = (depth: number): string => '  '.repeat(depth);
