import type { ErrorCode } from '@orderfolio/domain';
import { addRow, cashOf } from './account.ts';
import type { Book } from './book.ts';
import { lineOfCash, lineOfCashRow } from './book-lines.ts';
import { type Currency, converted, type Rate, rateFrom, rateText, type SetRate } from './money.ts';
import type { ConvertRequest } from './requests.ts';

/** The reasons to refuse a conversion at this rate. */
export function reasonsAgainstConversion(
  book: Book,
  { username, from, cents }: ConvertRequest,
  set: SetRate | undefined,
): readonly ErrorCode[] {
  const account = book.accounts.get(username);
  if (account === undefined) return ['USER_NOT_FOUND'];
  const cash = account.balances.get(from);
  if (cash === undefined) return ['BALANCE_NOT_FOUND'];
  const reasons: ErrorCode[] = [];
  if (set === undefined) reasons.push('RATE_UNAVAILABLE');
  else if (converted(cents, rateOf(book, from, set)) === 0n) reasons.push('VALIDATION_FAILED');
  if (cents > cash.available) reasons.push('INSUFFICIENT_BALANCE');
  return reasons;
}

function rateOf({ charge }: Book, from: Currency, set: SetRate): Rate {
  return rateFrom(from, set, charge?.spread);
}

/** Converts the cash, and returns the answer. */
export function convert(
  book: Book,
  by: number,
  { username, from, cents }: ConvertRequest,
  set: SetRate | undefined,
): string {
  if (set === undefined) throw new Error('there is no rate to convert at');
  const account = book.account(username);
  const exact = rateOf(book, from, set);
  const rate = rateText(exact);
  const halves = [
    { currency: from, cents: -cents },
    { currency: from === 'USD' ? 'EUR' : 'USD', cents: converted(cents, exact) },
  ] as const;
  return halves
    .map(({ currency, cents: moved }) => {
      const cash = cashOf(account, currency);
      cash.available += moved;
      const row = { of: by, type: 'CONVERSION', currency, cents: moved, rate, status: 'COMPLETED' } as const;
      return `${lineOfCashRow(username, addRow(account, row))}\n${lineOfCash(username, currency, cash)}`;
    })
    .join('\n');
}
