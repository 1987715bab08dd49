import type { AssetTransaction, AssetTransactionStatus, AssetTransactionType, Currency } from '@orderfolio/domain';
import {
  amountOf,
  amountText,
  type Mapper,
  optionalAmountOf,
  optionalAmountText,
  type StoredRow,
  storedColumns,
  storedFields,
} from './mapper.ts';

interface AssetTransactionRow extends StoredRow {
  readonly username: string;
  readonly transaction_id: string;
  readonly asset_id: string;
  readonly type: AssetTransactionType;
  readonly quantity: string;
  readonly currency: Currency;
  readonly rate: string | null;
  readonly price: string;
  readonly total_amount: string;
  readonly fee: string | null;
  readonly cost_basis: string | null;
  readonly cost_basis_after: string | null;
  readonly realised_profit: string | null;
  readonly ratio: string | null;
  readonly status: AssetTransactionStatus;
  readonly order_id: string | null;
  readonly quantity_after: string | null;
  readonly holding_sequence: number | null;
  readonly description: string | null;
}

export const assetTransactionMapper: Mapper<AssetTransaction, AssetTransactionRow> = {
  entity: 'assetTransaction',
  table: 'asset_transactions',
  fixed: [
    'asset_id',
    'type',
    'quantity',
    'currency',
    'rate',
    'price',
    'total_amount',
    'fee',
    'cost_basis',
    'cost_basis_after',
    'realised_profit',
    'ratio',
    'order_id',
    'quantity_after',
    'holding_sequence',
    'description',
  ],
  columns: {
    username: (row) => row.username,
    transaction_id: (row) => row.transactionId,
    asset_id: (row) => row.assetId,
    type: (row) => row.type,
    quantity: (row) => amountText(row.quantity),
    currency: (row) => row.currency,
    rate: (row) => optionalAmountText(row.rate),
    price: (row) => amountText(row.price),
    total_amount: (row) => amountText(row.totalAmount),
    fee: (row) => optionalAmountText(row.fee),
    cost_basis: (row) => optionalAmountText(row.costBasis),
    cost_basis_after: (row) => optionalAmountText(row.costBasisAfter),
    realised_profit: (row) => optionalAmountText(row.realisedProfit),
    ratio: (row) => optionalAmountText(row.ratio),
    order_id: (row) => row.orderId ?? null,
    quantity_after: (row) => optionalAmountText(row.quantityAfter),
    holding_sequence: (row) => row.holdingSequence ?? null,
    description: (row) => row.description ?? null,
    status: (row) => row.status,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    transactionId: row.transaction_id,
    assetId: row.asset_id,
    type: row.type,
    quantity: amountOf(row.quantity, 'asset_transactions.quantity'),
    currency: row.currency,
    rate: optionalAmountOf(row.rate, 'asset_transactions.rate'),
    price: amountOf(row.price, 'asset_transactions.price'),
    totalAmount: amountOf(row.total_amount, 'asset_transactions.total_amount'),
    fee: optionalAmountOf(row.fee, 'asset_transactions.fee'),
    costBasis: optionalAmountOf(row.cost_basis, 'asset_transactions.cost_basis'),
    costBasisAfter: optionalAmountOf(row.cost_basis_after, 'asset_transactions.cost_basis_after'),
    realisedProfit: optionalAmountOf(row.realised_profit, 'asset_transactions.realised_profit'),
    ratio: optionalAmountOf(row.ratio, 'asset_transactions.ratio'),
    status: row.status,
    orderId: row.order_id ?? undefined,
    quantityAfter: optionalAmountOf(row.quantity_after, 'asset_transactions.quantity_after'),
    holdingSequence: row.holding_sequence ?? undefined,
    description: row.description ?? undefined,
    ...storedFields(row),
  }),
};
