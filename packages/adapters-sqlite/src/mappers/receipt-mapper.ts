import type { Receipt } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface ReceiptRow extends StoredRow {
  readonly username: string;
  readonly scope: Receipt['scope'];
  readonly key: string;
  readonly subject_id: string;
  readonly request: string;
  readonly result: string;
  readonly seal: string | null;
}

export const receiptMapper: Mapper<Receipt, ReceiptRow> = {
  entity: 'receipt',
  table: 'receipts',
  fixed: ['subject_id', 'request', 'result', 'seal'],
  columns: {
    username: (receipt) => receipt.username,
    scope: (receipt) => receipt.scope,
    key: (receipt) => receipt.key,
    subject_id: (receipt) => receipt.subjectId,
    request: (receipt) => receipt.request,
    result: (receipt) => receipt.result,
    seal: (receipt) => receipt.seal ?? null,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    scope: row.scope,
    key: row.key,
    subjectId: row.subject_id,
    request: row.request,
    result: row.result,
    seal: row.seal ?? undefined,
    ...storedFields(row),
  }),
};
