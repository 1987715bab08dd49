import { type BalanceTransaction, Decimal, type FeedEvent, type Order, ZERO } from '@orderfolio/domain';
import { type Entities, type EntityKind, eventsOf } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { eventsSchema } from '../../src/entities/events.ts';
import type { LastTick } from '../../src/entities/last-tick.ts';
import { createUser } from '../../src/entities/user.ts';
import { assetAt, LATER, NOW, restingOrder } from '../fixtures.ts';

const ORDER_ID = '01KGA5H8000000000000000900';
const ROW_ID = '01KGA5H8000000000000000901';

/** The events of a change, as a receiver of their JSON has them. */
function told<Kind extends EntityKind>(
  entity: Kind,
  after: Entities[Kind],
  before?: Entities[Kind],
): readonly FeedEvent[] {
  return eventsOf({ entity, before, after });
}

const typesOf = (events: readonly FeedEvent[]): readonly string[] => events.map(({ type }) => type);

function limitBuy(given: Partial<Order> = {}): Order {
  return restingOrder({ currency: 'USD', amounts: { limitPrice: '90', heldAmount: '90' }, ...given });
}

const filled: Partial<Order> = {
  status: 'COMPLETED',
  executionPrice: new Decimal('89.5'),
  totalAmount: new Decimal('89.50'),
  heldAmount: ZERO,
  version: 2,
  updatedAt: LATER,
};

function cashRow(given: Partial<BalanceTransaction> = {}): BalanceTransaction {
  return {
    username: 'alice_01',
    transactionId: ROW_ID,
    type: 'WITHDRAW',
    amount: new Decimal('-25.50'),
    currency: 'USD',
    status: 'PENDING',
    description: 'rent of 12 High Street',
    referenceId: 'IBAN DE02 1203',
    metadata: { note: 'for Bob' },
    balanceAfter: new Decimal('100'),
    balanceSequence: 3,
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
    ...given,
  };
}

describe('what a stored order tells', () => {
  test('that it was placed, with its terms', () => {
    expect(JSON.parse(JSON.stringify(told('order', limitBuy({ clientOrderId: 'mine' }))))).toEqual([
      {
        id: `order/alice_01/${ORDER_ID}/1/ORDER_PLACED`,
        type: 'ORDER_PLACED',
        at: NOW,
        username: 'alice_01',
        data: {
          schema: 1,
          orderId: ORDER_ID,
          clientOrderId: 'mine',
          orderType: 'LIMIT_BUY',
          side: 'BUY',
          assetId: 'BTC',
          currency: 'USD',
          quantity: '1',
          timeInForce: 'GTC',
          limitPrice: '90',
        },
      },
    ]);
  });

  test('that it was filled, at which price', () => {
    const [event, ...others] = told('order', limitBuy(filled), limitBuy());
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      id: `order/alice_01/${ORDER_ID}/2/ORDER_FILLED`,
      at: LATER,
      data: { executionPrice: filled.executionPrice, totalAmount: filled.totalAmount },
    });
  });

  test('all of it for one that skipped the states between', () => {
    const events = told('order', limitBuy(filled));
    expect(events.map(({ type, at }) => [type, at])).toEqual([
      ['ORDER_PLACED', NOW],
      ['ORDER_FILLED', LATER],
    ]);
  });

  test.each([
    ['CANCELLED', 'ORDER_CANCELLED'],
    ['EXPIRED', 'ORDER_EXPIRED'],
    ['FAILED', 'ORDER_FAILED'],
  ] as const)('that it ended as %s, and why', (status, type) => {
    const ended = limitBuy({ status, statusReason: 'it was so', version: 2, updatedAt: LATER });
    expect(told('order', ended, limitBuy())).toMatchObject([{ type, at: LATER, data: { reason: 'it was so' } }]);
  });

  test('nothing while it only waits otherwise, or has ended before', () => {
    expect(told('order', limitBuy({ version: 2 }), limitBuy())).toEqual([]);
    expect(told('order', limitBuy({ ...filled, version: 3 }), limitBuy(filled))).toEqual([]);
  });
});

describe('what a row of the cash ledger tells', () => {
  const effect = { status: 'COMPLETED', balanceAfter: new Decimal('74.50'), balanceSequence: 4 } as const;
  const settled = { ...effect, version: 2, updatedAt: LATER };

  test('that cash has moved, and the balance after it', () => {
    expect(told('balanceTransaction', cashRow(effect))).toMatchObject([
      { type: 'CASH_MOVED', data: { transactionId: ROW_ID, amount: new Decimal('-25.50'), ...withoutStatus(effect) } },
    ]);
  });

  test('that it waits, and then that it has moved and ended', () => {
    expect(typesOf(told('balanceTransaction', cashRow()))).toEqual(['CASH_PENDING']);
    expect(typesOf(told('balanceTransaction', cashRow(settled), cashRow()))).toEqual(['CASH_MOVED', 'CASH_SETTLED']);
    const failed = cashRow({ status: 'FAILED', version: 2 });
    expect(told('balanceTransaction', failed, cashRow())).toMatchObject([
      { type: 'CASH_SETTLED', data: { status: 'FAILED' } },
    ]);
  });

  test('all of it for one that was pending and ended in one commit', () => {
    const types = (given: Partial<BalanceTransaction>) => typesOf(told('balanceTransaction', cashRow(given)));
    expect(types(settled)).toEqual(['CASH_PENDING', 'CASH_MOVED', 'CASH_SETTLED']);
    expect(types({ status: 'CANCELLED', version: 2 })).toEqual(['CASH_PENDING', 'CASH_SETTLED']);
  });

  test('its order or its conversion, but not what the caller wrote into it', () => {
    const ofOrder = told('balanceTransaction', cashRow({ type: 'ORDER_HOLD', referenceId: ORDER_ID }));
    expect(ofOrder).toMatchObject([{ data: { orderId: ORDER_ID } }]);
    const exchanged = { ...effect, type: 'CONVERSION', referenceId: ORDER_ID, rate: new Decimal('1.1') } as const;
    expect(told('balanceTransaction', cashRow(exchanged))).toMatchObject([{ data: { conversionId: ORDER_ID } }]);
    const text = JSON.stringify(told('balanceTransaction', cashRow(settled)));
    for (const own of ['rent', 'IBAN', 'Bob']) expect(text).not.toContain(own);
  });

  test('nothing if it had ended before', () => {
    const ended = cashRow(settled);
    expect(told('balanceTransaction', { ...ended, version: 3 }, ended)).toEqual([]);
  });
});

describe('what else is told', () => {
  const command = {
    ...{ username: 'alice_01', email: 'alice@example.org', firstName: 'Alice', lastName: 'Archer' },
    marketingEmailsConsent: false,
  };

  test('a user is told by the username, role and status alone, and by the names of what changed', () => {
    const user = createUser(command, NOW);
    const moved = { ...user, email: 'other@example.org', phone: '+4670123456', version: 2, updatedAt: LATER };
    const events = [...told('user', user), ...told('user', moved, user)];
    expect(events).toMatchObject([
      { type: 'USER_CREATED', username: 'alice_01', data: { role: 'customer', status: 'ACTIVE' } },
      { type: 'USER_CHANGED', username: 'alice_01', data: { fields: ['email', 'phone'] } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/example|Archer|4670/);
    expect(told('user', { ...user, version: 2, updatedAt: LATER }, user)).toEqual([]);
  });

  test('an asset that is new, and the fields that changed', () => {
    const asset = assetAt('100');
    const closed = { ...asset, isActive: false, priceUsd: new Decimal('100.0'), version: 2 };
    expect(told('asset', asset)).toMatchObject([{ type: 'ASSET_CHANGED', data: { isNew: true, fields: [] } }]);
    expect(told('asset', closed, asset)).toMatchObject([{ data: { isNew: false, fields: ['isActive'] } }]);
    expect(told('asset', { ...asset, version: 2 }, asset)).toEqual([]);
    expect(told('asset', asset)[0]).not.toHaveProperty('username');
  });

  test('a price once, when it is applied, and not when its orders have ended', () => {
    const tick: LastTick = {
      ...{ assetId: 'BTC', currency: 'USD', price: new Decimal('90'), at: NOW, isFinished: false },
      ...{ version: 1, createdAt: NOW, updatedAt: NOW },
    };
    expect(told('lastTick', tick)).toMatchObject([
      { type: 'PRICE_APPLIED', data: { pricedAt: NOW, price: tick.price } },
    ]);
    expect(told('lastTick', { ...tick, isFinished: true, version: 2 }, tick)).toEqual([]);
    const next = { ...tick, price: new Decimal('91'), version: 2 };
    expect(told('lastTick', next, tick)).toHaveLength(1);
  });

  test('every event fits its schema, also when it has been JSON', () => {
    const events = [
      ...told('order', limitBuy(filled)),
      ...told('balanceTransaction', cashRow({ status: 'CANCELLED', version: 2 })),
      ...told('user', createUser(command, NOW)),
      ...told('asset', assetAt('100')),
    ];
    const json: unknown = JSON.parse(JSON.stringify(events));
    expect(JSON.parse(JSON.stringify(eventsSchema.parse(json)))).toEqual(json);
  });
});

function withoutStatus({ status: _status, ...rest }: { readonly status: string }) {
  return rest;
}
