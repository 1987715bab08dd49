import { describeDifference, type Orderfolio, type PortfolioValue } from '@orderfolio/domain';
import { formatMoney, formatPrice } from './amounts.ts';
import type { Screen } from './screen.ts';
import { type Column, tableLines } from './table.ts';

const STATEMENT_ROWS = 12;

const PORTFOLIO: readonly Column[] = [
  { title: 'Trader', align: 'left' },
  { title: 'Holding', align: 'left' },
  { title: 'Quantity', align: 'right' },
  { title: 'Price USD', align: 'right' },
  { title: 'Value USD', align: 'right' },
];

const STATEMENT: readonly Column[] = [
  { title: 'Date', align: 'left' },
  { title: 'What', align: 'left' },
  { title: 'Amount USD', align: 'right' },
  { title: 'Balance USD', align: 'right' },
];

/** What everyone owns at the prices of the last day. */
export async function printPortfolios(app: Orderfolio, usernames: readonly string[], screen: Screen): Promise<void> {
  const values = await Promise.all(usernames.map((username) => app.portfolio.value(username)));
  screen.print('', 'Portfolios', ...tableLines(PORTFOLIO, values.flatMap(portfolioRows)));
}

function portfolioRows(portfolio: PortfolioValue): readonly (readonly string[])[] {
  const { username, assetBalances, usdBalance, totalPortfolioValue } = portfolio;
  return [
    ...assetBalances.map(({ assetId, quantity, price, value }, index) => [
      index === 0 ? username : '',
      assetId,
      quantity.toFixed(8),
      price === undefined ? 'none' : formatPrice(price),
      value === undefined ? 'unknown' : formatMoney(value),
    ]),
    [assetBalances.length === 0 ? username : '', 'Cash', '', '', formatMoney(usdBalance)],
    ['', 'Total', '', '', formatMoney(totalPortfolioValue)],
  ];
}

/** The newest rows of one trader's cash ledger, each with the balance after it. */
export async function printStatement(app: Orderfolio, username: string, screen: Screen): Promise<void> {
  const { items, nextCursor } = await app.funds.listTransactions(username, { limit: STATEMENT_ROWS });
  const rows = items.map(({ createdAt, description, amount, balanceAfter }) => [
    createdAt.slice(0, '2026-01-31'.length),
    description,
    formatMoney(amount),
    formatMoney(balanceAfter),
  ]);
  const extent = nextCursor === undefined ? 'all rows' : `the last ${items.length} rows`;
  screen.print('', `Statement of ${username}, ${extent}, newest first`, ...tableLines(STATEMENT, rows));
}

/** Recomputes every balance and holding from the ledgers. Returns whether all of them are what is stored. */
export async function printReconciliation(
  app: Orderfolio,
  usernames: readonly string[],
  screen: Screen,
): Promise<boolean> {
  screen.print('');
  let rows = 0;
  let reconciled = true;
  for (const username of usernames) {
    const account = await app.portfolio.reconcile(username);
    rows += account.rows;
    reconciled &&= account.reconciled;
    for (const difference of account.differences) screen.print(`${username}: ${describeDifference(difference)}`);
  }
  const verdict = reconciled ? 'The ledger reconciles' : 'The ledger does NOT reconcile';
  screen.print(`${verdict}: ${usernames.length} accounts recomputed from ${rows} rows of history`);
  return reconciled;
}
