import type { JSX } from 'preact';

/** A column's title, and how its cells stand: numbers to the right, extras not on a phone. */
export type Heading = string | readonly [title: string, kind: 'number' | 'extra' | 'number extra'];

/** The titles of the columns of a table. */
export function TableHead({ columns }: { readonly columns: readonly Heading[] }): JSX.Element {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const [title, kind] = typeof column === 'string' ? [column] : column;
          return (
            <th key={title} scope="col" class={kind}>
              {title}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
