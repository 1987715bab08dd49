/** Text in columns, two spaces apart, under their names. Columns whose name begins with `>` are aligned to the right. */
export function tableOf(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = names.map((name) => name.replace(/^>/, ''));
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        names[column]?.startsWith('>') ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [heads, ...rows].map((cells) => `${lineOf(cells)}\n`).join('');
}
