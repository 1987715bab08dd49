import {
  DEFAULT_CURRENCY,
  type Decimal,
  describeDifference,
  type Orderfolio,
  type PortfolioValue,
  type ValuedCash,
  ZERO,
} from '@orderfolio/domain';
import { formatMoney, formatPrice } from './amounts.ts';
import type { Screen } from './screen.ts';
import { type Column, tableLines } from './table.ts';

const STATEMENT_ROWS = 12;

const PORTFOLIO: readonly Column[] = [
  { title: 'Trader', align: 'left' },
  { title: 'Holding', align: 'left' },
  { title: 'Quantity', align: 'right' },
  { title: 'Price USD', align: 'right' },
  { title: 'Profit USD', align: 'right' },
  { title: 'Value USD', align: 'right' },
];

const STATEMENT: readonly Column[] = [
  { title: 'Date', align: 'left' },
  { title: 'What', align: 'left' },
  { title: 'Amount USD', align: 'right' },
  { title: 'Balance USD', align: 'right' },
];

/**
 * Everyone's cash and holdings at the prices of the last day, with their profit: unrealised beside a holding, and
 * realised beside the cash.
 */
export async function printPortfolios(app: Orderfolio, usernames: readonly string[], screen: Screen): Promise<void> {
  const rows = await Promise.all(
    usernames.map(async (username) =>
      portfolioRows(await app.portfolio.value(username), await realisedProfit(app, username)),
    ),
  );
  screen.print('', 'Portfolios, with the profit before fees', ...tableLines(PORTFOLIO, rows.flat()));
}

/** The profit of all sales of the trader. */
async function realisedProfit(app: Orderfolio, username: string): Promise<Decimal> {
  let sum = ZERO;
  let cursor: string | undefined;
  do {
    const page = await app.portfolio.listTransactions(username, { limit: 100, cursor });
    for (const { realisedProfit: profit = ZERO } of page.items) sum = sum.plus(profit);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return sum;
}

function portfolioRows(portfolio: PortfolioValue, realised: Decimal): readonly (readonly string[])[] {
  const { username, assetBalances, totalPortfolioValue } = portfolio;
  const unrealised = assetBalances.reduce((sum, { unrealisedProfit = ZERO }) => sum.plus(unrealisedProfit), ZERO);
  const rows = [
    ...assetBalances.map(({ assetId, quantity, price, unrealisedProfit, value }) => [
      assetId,
      quantity.toFixed(8),
      price === undefined ? 'none' : formatPrice(price),
      unrealisedProfit === undefined ? 'unknown' : formatMoney(unrealisedProfit),
      value === undefined ? 'unknown' : formatMoney(value),
    ]),
    ...portfolio.cash.filter(isShown).map((cash) => cashRow(cash, realised)),
    ['Total', '', '', formatMoney(realised.plus(unrealised)), formatMoney(totalPortfolioValue)],
  ];
  return rows.map((row, index) => [index === 0 ? username : '', ...row]);
}

function isShown({ currency, currentBalance }: ValuedCash): boolean {
  return currency === DEFAULT_CURRENCY || currentBalance.gt(ZERO);
}

function cashRow({ currency, currentBalance, value }: ValuedCash, realised: Decimal): readonly string[] {
  const worth = value === undefined ? 'unknown' : formatMoney(value);
  if (currency === DEFAULT_CURRENCY) return ['Cash', '', '', formatMoney(realised), worth];
  return [`Cash ${currency}`, formatMoney(currentBalance), '', '', worth];
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

/** Recomputes every balance and holding from the ledgers. Returns true if all are as stored. */
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
