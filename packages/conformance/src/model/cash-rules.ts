import type { AdjustRequest, SettleRequest, TransferRequest } from './requests.ts';
import { type Account, type CashRow, cashBalanceLine, cashRowLine, withEntry } from './state.ts';
import { type Case, refused, type Verdict } from './verdict.ts';

type CashRequest = TransferRequest | AdjustRequest | SettleRequest;
type Row = Pick<CashRow, 'type' | 'cents' | 'status'>;

/** The verdict on a deposit, a withdrawal, an adjustment, or the end of a pending one. */
export function cashVerdict(given: Case<CashRequest>): Verdict {
  const { request, by, state } = given;
  const account = state.accounts.get(request.username);
  if (account === undefined) return refused('USER_NOT_FOUND');
  switch (request.kind) {
    case 'deposit': {
      const { cents, pending } = request;
      return pending
        ? recorded(given, account, by, { type: 'DEPOSIT', cents, status: 'PENDING' })
        : moved(given, arrived(account, cents), by, { type: 'DEPOSIT', cents, status: 'COMPLETED' });
    }
    case 'withdraw': {
      const { cents, pending } = request;
      if (cents > account.available) return refused('INSUFFICIENT_BALANCE');
      const held = { ...account, available: account.available - cents, held: account.held + cents };
      return pending
        ? moved(given, held, by, { type: 'WITHDRAW', cents: -cents, status: 'PENDING' })
        : moved(given, withdrawn(held, cents), by, { type: 'WITHDRAW', cents: -cents, status: 'COMPLETED' });
    }
    case 'adjust': {
      const { cents } = request;
      const available = account.available + cents;
      if (available < 0n) return refused('INSUFFICIENT_BALANCE');
      return moved(given, { ...account, available }, by, { type: 'SYSTEM_ADJUSTMENT', cents, status: 'COMPLETED' });
    }
    default:
      return settled(given, account, request);
  }
}

const ENDS = { complete: 'COMPLETED', fail: 'FAILED', cancel: 'CANCELLED' } as const;

function settled(given: Case<CashRequest>, account: Account, { kind, target }: SettleRequest): Verdict {
  const pending = target === undefined ? undefined : account.cashRows.get(target);
  if (pending === undefined || target === undefined) return refused('TRANSACTION_NOT_FOUND');
  if (pending.status !== 'PENDING') return refused('INVALID_TRANSACTION_TRANSITION');
  const { type, cents } = pending;
  const row = { type, cents, status: ENDS[kind] };
  if (type === 'DEPOSIT') {
    return kind === 'complete'
      ? moved(given, arrived(account, cents), target, row)
      : recorded(given, account, target, row);
  }
  const amount = -cents;
  return kind === 'complete'
    ? moved(given, withdrawn(account, amount), target, row)
    : moved(given, { ...account, held: account.held - amount, available: account.available + amount }, target, row);
}

function arrived(account: Account, cents: bigint): Account {
  return { ...account, available: account.available + cents, deposits: account.deposits + cents };
}

/** Held cash has left. */
function withdrawn(account: Account, cents: bigint): Account {
  return { ...account, held: account.held - cents, withdrawals: account.withdrawals + cents };
}

/** The balance changed, and a row says so. */
function moved(given: Case<CashRequest>, account: Account, by: number, row: Row): Verdict {
  const verdict = withRow(given, account, account, by, row);
  return { ...verdict, written: [...verdict.written, cashBalanceLine(given.request.username, account)] };
}

/** Only the row is written. It shows the balance at the moment that the command read. */
function recorded(given: Case<CashRequest>, account: Account, by: number, row: Row): Verdict {
  return withRow(given, account, given.seen.accounts.get(given.request.username) ?? account, by, row);
}

function withRow(
  { request: { username }, state }: Case<CashRequest>,
  account: Account,
  shown: Account,
  by: number,
  row: Row,
): Extract<Verdict, { kind: 'done' }> {
  // A row that has had no effect shows the balance of the moment when it was made.
  const made = row.status === 'FAILED' || row.status === 'CANCELLED' ? account.cashRows.get(by) : undefined;
  const withAfter = { ...row, after: made?.after ?? shown.available + shown.held };
  const next = { ...account, cashRows: withEntry(account.cashRows, by, withAfter) };
  const line = cashRowLine(username, by, withAfter);
  return {
    kind: 'done',
    next: { ...state, accounts: withEntry(state.accounts, username, next) },
    written: [line],
    reply: [line, cashBalanceLine(username, shown)].join('\n'),
  };
}
