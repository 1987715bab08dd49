import type { JSX } from 'preact';
import { Amount } from '../parts/amount.tsx';
import { Facts } from '../parts/facts.tsx';
import { Moment } from '../parts/moment.tsx';
import type { Column } from '../parts/windowed-table.tsx';
import type { BalanceTransaction } from '../service/types.ts';
import { CASH_TYPES, ROW_STATUSES, toneOf } from './words.ts';

function RowStatus({ status }: { readonly status: BalanceTransaction['status'] }): JSX.Element {
  return <span class={`badge ${toneOf(status)}`}>{ROW_STATUSES[status]}</span>;
}

/** A statement of cash. */
export const CASH_COLUMNS: readonly Column<BalanceTransaction>[] = [
  { title: 'Type', width: '10rem', cell: ({ type }) => CASH_TYPES[type] },
  { title: 'Time', width: '12.5rem', isExtra: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  {
    title: 'Amount',
    isNumber: true,
    cell: ({ amount, currency, status }) => (
      <Amount value={amount} places={2} isChange={status === 'COMPLETED'} unit={currency} />
    ),
  },
  { title: 'Fee', width: '7rem', isNumber: true, isExtra: true, cell: ({ fee }) => <Amount value={fee} places={2} /> },
  {
    title: 'Balance after',
    isNumber: true,
    isExtra: true,
    cell: ({ balanceAfter, currency }) => <Amount value={balanceAfter} places={2} unit={currency} />,
  },
  { title: 'Status', width: '8rem', isExtra: true, cell: ({ status }) => <RowStatus status={status} /> },
];

/** All that is known of a row of cash. */
export function CashFacts({ row }: { readonly row: BalanceTransaction }): JSX.Element {
  const { currency, metadata = {} } = row;
  return (
    <Facts
      facts={[
        ['Amount', <Amount key="amount" value={row.amount} isChange unit={currency} />],
        ['Status', <RowStatus key="status" status={row.status} />],
        ['Description', row.description],
        ['Fee', row.fee && <Amount key="fee" value={row.fee} unit={currency} />],
        ['Rate', row.rate && <Amount key="rate" value={row.rate} />],
        ['Balance after', <Amount key="after" value={row.balanceAfter} unit={currency} />],
        ['Number of the effect', row.balanceSequence],
        ['Made', <Moment key="made" at={row.createdAt} />],
        ['Last change', <Moment key="changed" at={row.updatedAt} />],
        ['Belongs to', row.referenceId && <span class="code">{row.referenceId}</span>],
        [
          'Id',
          <span key="id" class="code">
            {row.transactionId}
          </span>,
        ],
        ...Object.entries(metadata).map(([name, value]) => [`Metadata: ${name}`, value] as const),
      ]}
    />
  );
}
