import { type AssetTransactionType, Decimal } from '@orderfolio/domain';
import { assetTransactionSchema } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { ASSET_TRANSACTION_TYPES, signedQuantity } from '../../src/entities/asset-transaction.ts';
import { NOW } from '../fixtures.ts';

const SIGNS: { readonly [Type in AssetTransactionType]: '' | '-' } = {
  BUY: '',
  SELL: '-',
  TRANSFER_IN: '',
  TRANSFER_OUT: '-',
  ADJUSTMENT: '',
};
const TRADES: readonly AssetTransactionType[] = ['BUY', 'SELL'];

function readsAs(type: AssetTransactionType, quantity: string, price: string): boolean {
  const row = {
    ...{ username: 'alice_01', transactionId: '01KGA5H8000000000000000001', assetId: 'BTC', type, quantity, price },
    ...{ totalAmount: '0', status: 'COMPLETED', version: 1, createdAt: NOW, updatedAt: NOW },
  };
  return assetTransactionSchema.safeParse(row).success;
}

describe.each(ASSET_TRANSACTION_TYPES)('a row of type %s', (type) => {
  const isTrade = TRADES.includes(type);
  const price = isTrade ? '1' : '0';

  test('says how much it has added to the holding', () => {
    expect(signedQuantity({ type, quantity: new Decimal('2.5') }).toString()).toBe(`${SIGNS[type]}2.5`);
  });

  test('has a quantity that is not zero, and negative only where the type does not tell', () => {
    expect(readsAs(type, '2.5', price)).toBe(true);
    expect(readsAs(type, '0', price)).toBe(false);
    expect(readsAs(type, '-2.5', price)).toBe(type === 'ADJUSTMENT');
  });

  test('has a price exactly when it is of a trade', () => {
    expect(readsAs(type, '2.5', '1')).toBe(isTrade);
    expect(readsAs(type, '2.5', '0')).toBe(!isTrade);
    expect(readsAs(type, '2.5', '-1')).toBe(false);
  });
});

test('a negative adjustment has taken', () => {
  expect(signedQuantity({ type: 'ADJUSTMENT', quantity: new Decimal('-2.5') }).toString()).toBe('-2.5');
});
