import type { AssetTransaction } from './asset-transaction.ts';
import { type BalanceTransaction, isOfOrder } from './balance-transaction.ts';
import { type FeedEvent, type FeedEventType, idOfEvent, NO_EVENTS } from './events.ts';

/** The events of a row of the cash ledger. */
export function tellCash(after: BalanceTransaction, before: BalanceTransaction | undefined): readonly FeedEvent[] {
  const { username, version, createdAt, updatedAt: at, status } = after;
  const isNew = before === undefined;
  // A row ends once, so one that was born COMPLETED has its first version.
  const wasPending = isNew ? version > 1 || status !== 'COMPLETED' : before.status === 'PENDING';
  if (!isNew && (!wasPending || status === 'PENDING')) return NO_EVENTS;
  const id = (type: FeedEventType): string => idOfEvent(type, username, after, version);
  const data = cashDataOf(after);
  const events: FeedEvent[] = [];
  if (isNew && wasPending) events.push({ id: id('CASH_PENDING'), type: 'CASH_PENDING', at: createdAt, username, data });
  if (status === 'PENDING') return events;
  if (status === 'COMPLETED') events.push({ id: id('CASH_MOVED'), type: 'CASH_MOVED', at, username, data });
  if (wasPending)
    events.push({ id: id('CASH_SETTLED'), type: 'CASH_SETTLED', at, username, data: { ...data, status } });
  return events;
}

function cashDataOf(row: BalanceTransaction): FeedEvent<'CASH_MOVED'>['data'] {
  return {
    schema: 1,
    transactionId: row.transactionId,
    type: row.type,
    amount: row.amount,
    currency: row.currency,
    fee: row.fee,
    rate: row.rate,
    // Any other reference is the caller's own, and may name a person.
    orderId: isOfOrder(row.type) ? row.referenceId : undefined,
    conversionId: row.type === 'CONVERSION' ? row.referenceId : undefined,
    balanceAfter: row.balanceAfter,
    balanceSequence: row.balanceSequence,
  };
}

/** The event of a row of the asset ledger: it had its effect. */
export function tellAssetRow(after: AssetTransaction, before: AssetTransaction | undefined): readonly FeedEvent[] {
  if (after.status !== 'COMPLETED' || before?.status === 'COMPLETED') return NO_EVENTS;
  const { username, transactionId } = after;
  const moved: FeedEvent = {
    id: idOfEvent('ASSET_MOVED', username, after, after.version),
    type: 'ASSET_MOVED',
    at: after.updatedAt,
    username,
    data: {
      schema: 1,
      transactionId,
      assetId: after.assetId,
      type: after.type,
      quantity: after.quantity,
      currency: after.currency,
      rate: after.rate,
      price: after.price,
      totalAmount: after.totalAmount,
      fee: after.fee,
      costBasis: after.costBasis,
      costBasisAfter: after.costBasisAfter,
      realisedProfit: after.realisedProfit,
      ratio: after.ratio,
      orderId: after.orderId,
      quantityAfter: after.quantityAfter,
      holdingSequence: after.holdingSequence,
    },
  };
  return [moved];
}
