import Database from 'better-sqlite3';

/** How many orders are in each status. */
export function ordersIn(filename: string): ReadonlyMap<string, number> {
  return new Map(
    rowsOf<StatusRow>(filename, 'SELECT status, count(*) AS orders FROM orders GROUP BY status ORDER BY status').map(
      ({ status, orders }) => [status, orders],
    ),
  );
}

interface StatusRow {
  readonly status: string;
  readonly orders: number;
}

/** The price that was recorded last. It is not finished while orders that it reaches may still rest. */
export function lastTickIn(filename: string): { readonly at: string; readonly isFinished: boolean } | undefined {
  const [last] = rowsOf<TickRow>(filename, 'SELECT at, is_settled FROM last_ticks');
  return last && { at: last.at, isFinished: last.is_settled === 1 };
}

interface TickRow {
  readonly at: string;
  readonly is_settled: number;
}

/** The outcome that no kill may change: how each order ended, and what each user has. */
const OUTCOMES: readonly string[] = [
  `SELECT order_id, status, execution_price, total_amount, triggered_at, held_amount, status_reason
   FROM orders ORDER BY order_id`,
  'SELECT username, available, held FROM balances ORDER BY username',
  'SELECT username, asset_id, available, held FROM asset_balances ORDER BY username',
  'SELECT price, at, is_settled FROM last_ticks',
];

/** The rows of an outcome that differ between the files, in words. */
export function differencesOf(filename: string, expected: string): readonly string[] {
  return OUTCOMES.flatMap((query) => {
    const [rows, wanted] = [filename, expected].map((file) =>
      rowsOf<object>(file, query).map((row) => JSON.stringify(row)),
    );
    return (wanted ?? []).flatMap((row, index) => (rows?.[index] === row ? [] : [`${rows?.[index]}, and not ${row}`]));
  });
}

function rowsOf<Row>(filename: string, query: string): readonly Row[] {
  const file = new Database(filename, { readonly: true });
  const rows = file.prepare<[], Row>(query).all();
  file.close();
  return rows;
}
