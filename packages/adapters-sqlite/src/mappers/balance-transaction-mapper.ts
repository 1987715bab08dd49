import type {
  BalanceTransaction,
  BalanceTransactionStatus,
  BalanceTransactionType,
  Currency,
} from '@orderfolio/domain';
import { readStatus } from '@orderfolio/domain/adapter';
import {
  amountOf,
  amountText,
  type Mapper,
  metadataOf,
  metadataText,
  optionalAmountOf,
  optionalAmountText,
  type StoredRow,
  storedColumns,
  storedFields,
} from './mapper.ts';

interface BalanceTransactionRow extends StoredRow {
  readonly username: string;
  readonly transaction_id: string;
  readonly type: BalanceTransactionType;
  readonly amount: string;
  readonly currency: Currency;
  readonly status: BalanceTransactionStatus;
  readonly description: string;
  readonly reference_id: string | null;
  readonly balance_after: string;
  readonly balance_sequence: number | null;
  readonly fee: string | null;
  readonly rate: string | null;
  readonly metadata: string | null;
}

export const balanceTransactionMapper: Mapper<BalanceTransaction, BalanceTransactionRow> = {
  entity: 'balanceTransaction',
  table: 'balance_transactions',
  fixed: ['type', 'currency', 'description', 'reference_id', 'fee', 'rate', 'metadata'],
  columns: {
    username: (row) => row.username,
    transaction_id: (row) => row.transactionId,
    type: (row) => row.type,
    currency: (row) => row.currency,
    description: (row) => row.description,
    reference_id: (row) => row.referenceId ?? null,
    amount: (row) => amountText(row.amount),
    status: (row) => row.status,
    balance_after: (row) => amountText(row.balanceAfter),
    balance_sequence: (row) => row.balanceSequence ?? null,
    fee: (row) => optionalAmountText(row.fee),
    rate: (row) => optionalAmountText(row.rate),
    metadata: (row) => metadataText(row.metadata),
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    transactionId: row.transaction_id,
    type: row.type,
    amount: amountOf(row.amount, 'balance_transactions.amount'),
    currency: row.currency,
    status: readStatus(row.type, row.status),
    description: row.description,
    referenceId: row.reference_id ?? undefined,
    fee: optionalAmountOf(row.fee, 'balance_transactions.fee'),
    rate: optionalAmountOf(row.rate, 'balance_transactions.rate'),
    metadata: metadataOf(row.metadata, 'balanceTransaction'),
    balanceAfter: amountOf(row.balance_after, 'balance_transactions.balance_after'),
    balanceSequence: row.balance_sequence ?? undefined,
    ...storedFields(row),
  }),
};
