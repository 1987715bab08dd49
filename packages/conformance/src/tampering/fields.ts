import type { AssetTransaction, BalanceTransaction } from '@orderfolio/domain';
import {
  ASSET_TRANSACTION_STATUSES,
  BALANCE_TRANSACTION_STATUSES,
  BALANCE_TRANSACTION_TYPES,
  isOfOrder,
  type RecordKind,
} from '@orderfolio/domain/adapter';
import {
  DERIVED,
  type FieldRule,
  type Fields,
  FUTURE,
  KEY,
  more,
  noText,
  ONE,
  othersThan,
  PAST,
  SOME_ID,
  storedFields,
} from './forbidden.ts';
import { orderFields } from './order-fields.ts';

const balanceFields: Fields<'balance'> = {
  username: KEY,
  currency: KEY,
  available: ({ available }) => [more(available)],
  held: ({ held }) => [more(held)],
  currentBalance: DERIVED,
  totalDeposits: ({ totalDeposits }) => [more(totalDeposits)],
  totalWithdrawals: ({ totalWithdrawals }) => [more(totalWithdrawals)],
  sequence: ({ sequence }) => [sequence + 1, Math.max(0, sequence - 1)],
  lastId: () => [SOME_ID, undefined],
  suspended: ({ suspended }) => [suspended === undefined ? true : undefined],
  ...storedFields,
};

const assetBalanceFields: Fields<'assetBalance'> = {
  username: KEY,
  assetId: KEY,
  available: ({ available }) => [more(available)],
  held: ({ held }) => [more(held)],
  quantity: DERIVED,
  // If it is removed, a store may work it out from the rows.
  costBasis: ({ costBasis = ONE }) => [more(costBasis)],
  sequence: ({ sequence }) => [sequence + 1, Math.max(0, sequence - 1)],
  lastId: () => [SOME_ID, undefined],
  ...storedFields,
};

/** A deposit that has not arrived, or a withdrawal that was called off, may have been of any amount, and at any time. */
export function hasMovedNothing({ type, status }: BalanceTransaction): boolean {
  return status !== 'COMPLETED' && (type === 'DEPOSIT' || (type === 'WITHDRAW' && status !== 'PENDING'));
}

const balanceTransactionFields: Fields<'balanceTransaction'> = {
  username: KEY,
  transactionId: KEY,
  type: ({ type }) => othersThan(BALANCE_TRANSACTION_TYPES, type),
  amount: (row) => [row.amount.neg(), ...(hasMovedNothing(row) ? [] : [more(row.amount)])],
  currency: ({ currency }) => ['JPY', currency === 'USD' ? 'EUR' : 'USD'],
  status: ({ type, status }) => {
    const others = othersThan(BALANCE_TRANSACTION_STATUSES, status);
    if (status !== 'FAILED' && status !== 'CANCELLED') return others;
    // The books cannot tell the two apart. An ended hold reads as CANCELLED, whatever an older release has called it.
    return type === 'ORDER_HOLD' ? ['PENDING'] : ['PENDING', 'COMPLETED'];
  },
  description: noText,
  metadata: ({ metadata }) => ['', ...(metadata === undefined ? [] : [undefined])],
  referenceId: ({ type }) => (isOfOrder(type) || type === 'CONVERSION' ? ['another', undefined] : ['']),
  fee: ({ fee }) => (fee === undefined ? ['1'] : [more(fee), undefined]),
  rate: ({ rate }) => (rate === undefined ? ['1'] : [more(rate), undefined]),
  balanceAfter: ({ balanceAfter }) => [more(balanceAfter)],
  balanceSequence: ({ balanceSequence = 0, status }) => [
    balanceSequence + 1,
    balanceSequence - 1,
    ...(status === 'COMPLETED' ? [undefined] : []),
  ],
  version: ({ status }) => [0, ...(status === 'COMPLETED' ? [] : [3])],
  createdAt: () => [FUTURE, PAST],
  updatedAt: (row) => [PAST, ...(row.version === 1 || !hasMovedNothing(row) ? [FUTURE] : [])],
};

function isTrade({ type }: AssetTransaction): boolean {
  return type === 'BUY' || type === 'SELL';
}

const assetTransactionFields: Fields<'assetTransaction'> = {
  username: KEY,
  transactionId: KEY,
  assetId: ({ assetId }) => [assetId === 'BTC' ? 'ETH' : 'BTC'],
  type: (row) =>
    othersThan(isTrade(row) ? (['BUY', 'SELL', 'TRANSFER_IN'] as const) : (['BUY', 'SELL'] as const), row.type),
  quantity: ({ quantity }) => [more(quantity)],
  currency: ({ currency }) => ['JPY', ...(currency === 'USD' ? [] : ['USD'])],
  rate: ({ rate }) => (rate === undefined ? ['1'] : [more(rate), undefined]),
  price: ({ price }) => [more(price)],
  totalAmount: ({ totalAmount }) => [more(totalAmount)],
  fee: ({ fee }) => (fee === undefined ? ['1'] : [more(fee), undefined]),
  costBasis: ({ costBasis = ONE }) => [more(costBasis), undefined],
  costBasisAfter: ({ costBasisAfter = ONE }) => [more(costBasisAfter), undefined],
  realisedProfit: ({ realisedProfit }) => (realisedProfit === undefined ? ['1'] : [more(realisedProfit), undefined]),
  ratio: ({ ratio }) => (ratio === undefined ? ['3'] : [more(ratio), undefined]),
  status: ({ status }) => othersThan(ASSET_TRANSACTION_STATUSES, status),
  orderId: (row) => [SOME_ID, ...(isTrade(row) ? [undefined] : [])],
  description: noText,
  quantityAfter: ({ quantityAfter = ONE }) => [more(quantityAfter), undefined],
  holdingSequence: ({ holdingSequence = 0 }) => [holdingSequence + 1, holdingSequence - 1, undefined],
  version: () => [0, 2],
  createdAt: () => [FUTURE, PAST],
  updatedAt: () => [PAST, FUTURE],
};

const receiptFields: Fields<'receipt'> = {
  username: KEY,
  scope: KEY,
  key: KEY,
  subjectId: () => [SOME_ID],
  request: ({ request }) => ['{', '[]', `${request} `],
  result: ({ result }) => ['{', '[]', result.replace('"version":', '"version":1')],
  seal: ({ seal = '' }) => [`${seal.slice(1)}${seal[0] === '0' ? '1' : '0'}`, undefined],
  version: () => [0, 2],
  createdAt: () => [FUTURE, PAST],
  updatedAt: () => [PAST, FUTURE],
};

const FIELDS: { readonly [Kind in RecordKind]: Fields<Kind> } = {
  balance: balanceFields,
  assetBalance: assetBalanceFields,
  balanceTransaction: balanceTransactionFields,
  assetTransaction: assetTransactionFields,
  order: orderFields,
  receipt: receiptFields,
};

/** The fields of a kind of record, each with its bad values. */
export function fieldsOf<Kind extends RecordKind>(kind: Kind): readonly [field: string, rule: FieldRule<Kind>][] {
  return Object.entries<FieldRule<Kind>>(FIELDS[kind]);
}
