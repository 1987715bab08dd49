import { type AssetTransaction, signedQuantity } from '../entities/asset-transaction.ts';
import type { BalanceTransaction } from '../entities/balance-transaction.ts';
import type { Order } from '../entities/order.ts';
import { isOpen } from '../entities/order-status.ts';
import type { Currency } from '../money/currency.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { Account } from '../ports/asset-balance-repository.ts';
import { MAX_PAGE, type Page, type PageRequest } from '../ports/page.ts';

/** One figure that the ledger does not bear out. */
export interface Difference {
  /** A currency or an asset id. */
  readonly of: string;
  readonly field: 'currentBalance' | 'heldCash' | 'totalDeposits' | 'totalWithdrawals' | 'quantity' | 'heldQuantity';
  /** What the ledger adds up to. */
  readonly ledger: Decimal;
  /** What is stored. */
  readonly stored: Decimal;
}

/** The sums of both ledgers, and of the orders. */
export interface LedgerSums {
  readonly cash: ReadonlyMap<Currency, CashSums>;
  readonly quantities: ReadonlyMap<string, Decimal>;
  /** What the open sales hold, by asset. */
  readonly heldQuantities: ReadonlyMap<string, Decimal>;
  readonly rows: number;
}

interface CashSums {
  readonly current: Decimal;
  readonly held: Decimal;
  readonly deposits: Decimal;
  readonly withdrawals: Decimal;
}

const NO_CASH: CashSums = { current: ZERO, held: ZERO, deposits: ZERO, withdrawals: ZERO };

/** Adds up the ledgers and the orders, page by page: memory holds one page and the sums. */
export async function sumLedgers(
  cashPages: (page: PageRequest) => Promise<Page<BalanceTransaction>>,
  assetPages: (page: PageRequest) => Promise<Page<AssetTransaction>>,
  orderPages: (page: PageRequest) => Promise<Page<Order>>,
): Promise<LedgerSums> {
  const cash = new Map<Currency, CashSums>();
  const quantities = new Map<string, Decimal>();
  const heldQuantities = new Map<string, Decimal>();
  let rows = 0;
  for await (const row of rowsOf(cashPages)) {
    cash.set(row.currency, addCash(cash.get(row.currency) ?? NO_CASH, row));
    rows++;
  }
  for await (const row of rowsOf(assetPages)) {
    if (row.status === 'COMPLETED')
      quantities.set(row.assetId, (quantities.get(row.assetId) ?? ZERO).plus(signedQuantity(row)));
    rows++;
  }
  for await (const order of rowsOf(orderPages)) {
    if (order.side === 'SELL' && isOpen(order))
      heldQuantities.set(order.assetId, (heldQuantities.get(order.assetId) ?? ZERO).plus(order.heldAmount ?? ZERO));
  }
  return { cash, quantities, heldQuantities, rows };
}

async function* rowsOf<Row>(pages: (page: PageRequest) => Promise<Page<Row>>): AsyncGenerator<Row> {
  let cursor: string | undefined;
  do {
    const page = await pages({ limit: MAX_PAGE, cursor });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

function addCash(sums: CashSums, { type, status, amount }: BalanceTransaction): CashSums {
  if (status === 'PENDING' && (type === 'ORDER_HOLD' || type === 'WITHDRAW'))
    return { ...sums, held: sums.held.plus(amount.abs()) };
  if (status !== 'COMPLETED' || type === 'ORDER_HOLD') return sums;
  const current = sums.current.plus(amount);
  if (type === 'DEPOSIT') return { ...sums, current, deposits: sums.deposits.plus(amount) };
  if (type === 'WITHDRAW') return { ...sums, current, withdrawals: sums.withdrawals.plus(amount.abs()) };
  return { ...sums, current };
}

/** Holds what is stored against what the ledgers say: no difference means that the account reconciles. */
export function compare(
  { balances, assetBalances }: Account,
  { cash, quantities, heldQuantities }: LedgerSums,
): readonly Difference[] {
  const differences: Difference[] = [];
  const expect = (of: string, field: Difference['field'], ledger: Decimal, stored: Decimal): void => {
    if (!ledger.eq(stored)) differences.push({ of, field, ledger, stored });
  };
  for (const balance of balances) {
    const sums = cash.get(balance.currency) ?? NO_CASH;
    expect(balance.currency, 'currentBalance', sums.current, balance.currentBalance);
    expect(balance.currency, 'heldCash', sums.held, balance.held);
    expect(balance.currency, 'totalDeposits', sums.deposits, balance.totalDeposits);
    expect(balance.currency, 'totalWithdrawals', sums.withdrawals, balance.totalWithdrawals);
  }
  const holdings = new Map(assetBalances.map((holding) => [holding.assetId, holding]));
  for (const assetId of new Set([...holdings.keys(), ...quantities.keys(), ...heldQuantities.keys()])) {
    const { quantity = ZERO, held = ZERO } = holdings.get(assetId) ?? {};
    expect(assetId, 'quantity', quantities.get(assetId) ?? ZERO, quantity);
    expect(assetId, 'heldQuantity', heldQuantities.get(assetId) ?? ZERO, held);
  }
  return differences;
}
