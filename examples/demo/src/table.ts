export interface Column {
  readonly title: string;
  /** Text is aligned to the left, and amounts by their points. */
  readonly align: 'left' | 'right';
}

/** Rows of text as aligned lines, under a header. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_column, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const [header = '', ...lines] = cells.map((row) =>
    columns
      .map(({ align }, index) => {
        const [cell = '', width = 0] = [row[index], widths[index]];
        return align === 'left' ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return [header, '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...lines];
}
