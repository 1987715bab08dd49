import {
  type AssetTransaction,
  type BalanceTransaction,
  Decimal,
  type Order,
  type Page,
  type PageRequest,
} from '@orderfolio/domain';
import { addQuantity } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { compare, sumLedgers } from '../../src/services/reconciliation.ts';
import { balanceOf, NOW, OPENING } from '../fixtures.ts';

type CashRow = Pick<BalanceTransaction, 'type' | 'status'> & { readonly amount: string };

function cashRow({ type, status, amount }: CashRow): BalanceTransaction {
  return {
    username: 'alice_01',
    transactionId: '01KGA5H8000000000000000001',
    type,
    status,
    amount: new Decimal(amount),
    currency: 'USD',
    description: 'row',
    balanceAfter: new Decimal('0'),
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
  };
}

function assetRow(type: AssetTransaction['type'], quantity: string, status: AssetTransaction['status'] = 'COMPLETED') {
  return {
    username: 'alice_01',
    transactionId: '01KGA5H8000000000000000002',
    assetId: 'BTC',
    type,
    status,
    quantity: new Decimal(quantity),
    price: new Decimal('1'),
    totalAmount: new Decimal(quantity),
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
  };
}

function sale({ status, heldAmount }: { status: Order['status']; heldAmount: string }): Order {
  return {
    username: 'alice_01',
    orderId: '01KGA5H8000000000000000003',
    orderType: 'LIMIT_SELL',
    side: 'SELL',
    status,
    assetId: 'BTC',
    quantity: new Decimal(heldAmount),
    heldAmount: new Decimal(heldAmount),
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
  };
}

/** A list that returns one row a page: the sums must not depend on where the pages end. */
function onePerPage<Row>(rows: readonly Row[]): (page: PageRequest) => Promise<Page<Row>> {
  return async ({ cursor }) => {
    const index = Number(cursor ?? '0');
    const items = rows.slice(index, index + 1);
    return index + 1 < rows.length ? { items, nextCursor: String(index + 1) } : { items };
  };
}

describe('adding up the ledgers', () => {
  test('counts what is completed, and holds what is pending', async () => {
    const cash = [
      cashRow({ type: 'DEPOSIT', status: 'COMPLETED', amount: '100' }),
      cashRow({ type: 'DEPOSIT', status: 'PENDING', amount: '1000' }),
      cashRow({ type: 'DEPOSIT', status: 'FAILED', amount: '1000' }),
      cashRow({ type: 'WITHDRAW', status: 'COMPLETED', amount: '-10' }),
      cashRow({ type: 'WITHDRAW', status: 'PENDING', amount: '-5' }),
      cashRow({ type: 'WITHDRAW', status: 'CANCELLED', amount: '-5' }),
      cashRow({ type: 'ORDER_PAYMENT', status: 'COMPLETED', amount: '-20' }),
      cashRow({ type: 'ORDER_SALE', status: 'COMPLETED', amount: '7' }),
      cashRow({ type: 'ORDER_HOLD', status: 'PENDING', amount: '-3' }),
      cashRow({ type: 'ORDER_HOLD', status: 'COMPLETED', amount: '-3' }),
      cashRow({ type: 'SYSTEM_ADJUSTMENT', status: 'COMPLETED', amount: '-1' }),
    ];
    const assets = [assetRow('BUY', '3'), assetRow('SELL', '1'), assetRow('BUY', '50', 'PENDING')];
    const orders = [
      sale({ status: 'QUEUED', heldAmount: '0.4' }),
      sale({ status: 'QUEUED', heldAmount: '0.5' }),
      sale({ status: 'CANCELLED', heldAmount: '0.7' }),
      { ...sale({ status: 'QUEUED', heldAmount: '10' }), orderType: 'LIMIT_BUY', side: 'BUY' } as const,
    ];
    const sums = await sumLedgers(onePerPage(cash), onePerPage(assets), onePerPage(orders));
    const { current, held, deposits, withdrawals } = sums.cash.get('USD') ?? {};
    expect([current, held, deposits, withdrawals].map(String)).toEqual(['76', '8', '100', '10']);
    expect(String(sums.quantities.get('BTC'))).toBe('2');
    expect(String(sums.heldQuantities.get('BTC'))).toBe('0.9');
    expect(sums.rows).toBe(14);
  });
});

describe('holding the account against the ledgers', () => {
  const holding = addQuantity(undefined, { username: 'alice_01', assetId: 'BTC' }, new Decimal('2'), OPENING);
  const deposit = cashRow({ type: 'DEPOSIT', status: 'COMPLETED', amount: '5' });
  const balance = { ...balanceOf('5'), totalDeposits: new Decimal('5') };

  test('finds nothing when they agree', async () => {
    const sums = await sumLedgers(onePerPage([deposit]), onePerPage([assetRow('BUY', '2')]), onePerPage<Order>([]));
    expect(compare({ balances: [balance], assetBalances: [holding] }, sums)).toEqual([]);
  });

  test('names every figure that they do not bear out', async () => {
    const sums = await sumLedgers(
      onePerPage([]),
      onePerPage([assetRow('BUY', '1')]),
      onePerPage([sale({ status: 'QUEUED', heldAmount: '0.5' })]),
    );
    const differences = compare({ balances: [balance], assetBalances: [holding] }, sums);
    expect(differences.map(({ of, field, ledger, stored }) => `${of} ${field} ${ledger} ${stored}`)).toEqual([
      'USD currentBalance 0 5',
      'USD totalDeposits 0 5',
      'BTC quantity 1 2',
      'BTC heldQuantity 0.5 0',
    ]);
  });

  test('finds what the ledger has and the account lacks', async () => {
    const sums = await sumLedgers(onePerPage([deposit]), onePerPage([assetRow('BUY', '2')]), onePerPage<Order>([]));
    expect(compare({ balances: [balance], assetBalances: [] }, sums)).toMatchObject([{ of: 'BTC', field: 'quantity' }]);
  });
});
