import { Decimal } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { decideMarketOrder, type MarketOrder } from '../../src/rules/market-order.ts';
import { assetAt, balanceOf, holdingOf, LATER, momentAt, NOW, thrownBy } from '../fixtures.ts';

const owner = { username: 'alice_01', assetId: 'BTC' };

function order(orderType: MarketOrder['orderType'], quantity: string): MarketOrder {
  return { ...owner, orderType, currency: 'USD', quantity: new Decimal(quantity) };
}

function decide(
  command: MarketOrder,
  { cash = '1000', held = undefined as string | undefined, price = '50000', terms = {} } = {},
) {
  const asset = assetAt(price, terms);
  const facts = {
    asset,
    balance: balanceOf(cash),
    holding: held === undefined ? undefined : holdingOf(held),
    pricing: { quote: { price: asset.priceUsd, at: NOW }, maxAgeMs: undefined },
  };
  return decideMarketOrder(command, facts, momentAt(LATER));
}

describe('a market buy', () => {
  test('is born COMPLETED, with cash, holding and both ledger rows in one change set', () => {
    const { result, changes } = decide(order('MARKET_BUY', '0.01'));
    expect(result.order).toMatchObject({ status: 'COMPLETED', side: 'BUY', version: 1, createdAt: LATER });
    expect([result.order.executionPrice, result.order.totalAmount].map(String)).toEqual(['50000', '500']);
    expect(String(result.balance.available)).toBe('500');
    expect(String(result.assetBalance.quantity)).toBe('0.01');
    expect(String(result.transaction.amount)).toBe('-500');
    expect(result.transaction).toMatchObject({ type: 'ORDER_PAYMENT', referenceId: result.order.orderId });
    expect(result.assetTransaction).toMatchObject({ type: 'BUY', orderId: result.order.orderId });
    expect(changes.map((change) => change.action !== 'check' && `${change.action} ${change.entity}`)).toEqual([
      'insert order',
      'save balance',
      'insert balanceTransaction',
      'save assetBalance',
      'insert assetTransaction',
    ]);
  });

  test('adds to what is held', () => {
    expect(String(decide(order('MARKET_BUY', '0.01'), { held: '0.02' }).result.assetBalance.quantity)).toBe('0.03');
  });

  test('pays the fraction of a cent in full: rounded up', () => {
    const { result } = decide(order('MARKET_BUY', '0.00000001'), { price: '50000' });
    expect(String(result.order.totalAmount)).toBe('0.01');
  });

  test('may spend the last cent and not one more', () => {
    expect(String(decide(order('MARKET_BUY', '0.02')).result.balance.available)).toBe('0');
    const error = thrownBy(() => decide(order('MARKET_BUY', '0.02'), { cash: '999.99' }));
    expect(error).toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
  });
});

describe('a market sale', () => {
  test('gives the proceeds, rounded down', () => {
    const { result } = decide(order('MARKET_SELL', '0.33333333'), { held: '1', price: '0.99' });
    expect(String(result.order.totalAmount)).toBe('0.32');
    expect(String(result.balance.available)).toBe('1000.32');
    expect(String(result.assetBalance.available)).toBe('0.66666667');
    expect(result.transaction.type).toBe('ORDER_SALE');
  });

  test('of everything leaves a holding of zero', () => {
    expect(String(decide(order('MARKET_SELL', '1'), { held: '1' }).result.assetBalance.quantity)).toBe('0');
  });

  test.each([
    ['more than is held', '0.6'],
    ['what was never held', undefined],
  ])('of %s is refused', (_what, held) => {
    const error = thrownBy(() => decide(order('MARKET_SELL', '5'), { held }));
    expect(error).toMatchObject({ code: 'INSUFFICIENT_ASSET_BALANCE', ...owner });
  });

  test('that is worth less than a cent is refused', () => {
    const error = thrownBy(() => decide(order('MARKET_SELL', '0.00000001'), { held: '1' }));
    expect(error).toMatchObject({ code: 'VALIDATION_FAILED', field: 'quantity' });
  });
});

describe('the terms of the asset', () => {
  test.each([
    ['inactive', { isActive: false }, 'ASSET_INACTIVE'],
    ['more decimals than the scale', { quantityScale: 1 }, 'VALIDATION_FAILED'],
    ['less than the minimum', { minQuantity: new Decimal('0.02') }, 'VALIDATION_FAILED'],
  ])('refuse a trade: %s', (_what, terms, code) => {
    expect(thrownBy(() => decide(order('MARKET_BUY', '0.01'), { terms }))).toMatchObject({ code });
  });

  test('without a quote there is no trade', () => {
    const facts = {
      asset: assetAt('0'),
      balance: balanceOf('1'),
      holding: undefined,
      pricing: { quote: undefined, maxAgeMs: undefined },
    };
    const error = thrownBy(() => decideMarketOrder(order('MARKET_BUY', '1'), facts, momentAt(LATER)));
    expect(error).toMatchObject({ code: 'PRICE_UNAVAILABLE', assetId: 'BTC' });
  });
});
