import { DEFAULT_CURRENCY, worthAt } from '../../money/currency.ts';
import { constant, type Decimal, ZERO } from '../../money/decimal.ts';
import { type AccountOfDay, type Amounts, added, NO_MOVEMENT } from './aggregates.ts';
import { type DateRange, datesOf, daysLater, upTo } from './dates.ts';
import {
  type CashFlow,
  growthOf,
  maxDrawdown,
  moneyWeightedReturn,
  type Subperiod,
  timeWeightedReturn,
} from './returns.ts';

/** An account on a day. */
export interface PerformanceOfDay {
  /** Such as `2026-01-31`. The day is one in UTC. */
  readonly date: string;
  /** What it was worth at the end of the day, in US dollars: cash, and holdings at the last price of the day or before. */
  readonly value: Decimal;
  /** What came in on the day minus what went out: cash, and assets without a trade. */
  readonly netDeposits: Decimal;
  /** True for a day that is not over: its figures still change. */
  readonly isOpen: boolean;
}

/** How an account has done, in US dollars. Returns are shares: 0.05 is five percent. */
export interface Performance {
  /** Every day from `from` to `to`, or to today. */
  readonly days: readonly PerformanceOfDay[];
  /**
   * The return without regard to deposits and withdrawals: that of each day, linked. What comes in counts from the beginning of its day,
   * and what goes out until the end of it. Undefined if there was never anything.
   */
  readonly timeWeightedReturn: Decimal | undefined;
  /** The yearly rate at which the deposits would have become what there is now. Undefined if no rate does that. */
  readonly moneyWeightedReturn: Decimal | undefined;
  /** The largest loss from a peak, without regard to deposits and withdrawals, as a share of the peak. */
  readonly maxDrawdown: Decimal;
  /** Of the sales in these days, before fees. */
  readonly realisedProfit: Decimal;
  /** Of a sale of everything at the end of the last day. Undefined if the cost or the price of a holding is unknown. */
  readonly unrealisedProfit: Decimal | undefined;
  /** Of the orders that were filled in these days. */
  readonly fees: Decimal;
  /** Assets and currencies that had no price or rate on some day. The values leave them out. */
  readonly unpriced: readonly string[];
}

/** What an account is valued at. */
export interface Valuation {
  /** The last price of an asset on a day or before, in US dollars. */
  closeOf(assetId: string, date: string): Decimal | undefined;
  /** The worth of one unit of a currency in US dollars. */
  rateOf(currency: string): Decimal | undefined;
}

/** The performance of an account whose movements are known from the first day on. `today` is not over. */
export function performanceOf(
  range: DateRange,
  today: string,
  movements: ReadonlyMap<string, AccountOfDay>,
  valuation: Valuation,
): Performance {
  const account = new RunningAccount(valuation);
  for (const [date, moved] of [...movements].sort(([one], [other]) => (one < other ? -1 : 1)))
    if (date < range.from) account.move(moved);
  const before = daysLater(range.from, -1);
  let value = account.valueOn(before);
  const flows: CashFlow[] = [{ date: before, amount: value.neg() }];
  const subperiods: Subperiod[] = [];
  const days: PerformanceOfDay[] = [];
  let sums = NO_MOVEMENT;
  const { to: last } = upTo(today, range);
  for (const date of datesOf({ from: range.from, to: last })) {
    const moved = movements.get(date) ?? NO_MOVEMENT;
    account.move(moved);
    sums = added('account', sums, moved);
    const paidIn = account.worthOf(moved.paidIn, moved.movedIn, date);
    const paidOut = account.worthOf(moved.paidOut, moved.movedOut, date);
    const start = value.plus(paidIn);
    value = account.valueOn(date);
    subperiods.push({ start, end: value.plus(paidOut) });
    const netDeposits = paidIn.minus(paidOut);
    flows.push({ date, amount: netDeposits.neg() });
    days.push({ date, value, netDeposits, isOpen: date >= today });
  }
  flows.push({ date: last, amount: value });
  return {
    days,
    timeWeightedReturn: timeWeightedReturn(subperiods),
    moneyWeightedReturn: moneyWeightedReturn(flows),
    maxDrawdown: maxDrawdown([ONE, ...growthOf(subperiods)]),
    realisedProfit: sums.realisedProfit,
    unrealisedProfit: account.unrealisedProfitOn(last),
    fees: sums.fees,
    unpriced: account.unpriced,
  };
}

const ONE = constant('1');

/** What an account holds while its days go by. */
class RunningAccount {
  readonly #valuation: Valuation;
  readonly #unpriced = new Set<string>();
  #state = NO_MOVEMENT;

  constructor(valuation: Valuation) {
    this.#valuation = valuation;
  }

  move(moved: AccountOfDay): void {
    this.#state = added('account', this.#state, moved);
  }

  valueOn(date: string): Decimal {
    return this.worthOf(this.#state.cash, this.#state.holdings, date);
  }

  /** What cash and assets are worth, each rounded down as in a portfolio. */
  worthOf(cash: Amounts, assets: Amounts, date: string): Decimal {
    let worth: Decimal = ZERO;
    for (const [currency, amount] of Object.entries(cash)) {
      const rate = currency === DEFAULT_CURRENCY ? ONE : this.#valuation.rateOf(currency);
      if (rate === undefined) this.#unpriced.add(currency);
      else worth = worth.plus(worthAt(amount, rate, DEFAULT_CURRENCY));
    }
    for (const [assetId, quantity] of Object.entries(assets)) {
      const price = this.#valuation.closeOf(assetId, date);
      if (price === undefined) this.#unpriced.add(assetId);
      else worth = worth.plus(worthAt(quantity, price, DEFAULT_CURRENCY));
    }
    return worth;
  }

  unrealisedProfitOn(date: string): Decimal | undefined {
    const { holdings, costs, unknownCosts } = this.#state;
    let profit: Decimal = ZERO;
    for (const [assetId, quantity] of Object.entries(holdings)) {
      const price = this.#valuation.closeOf(assetId, date);
      if (price === undefined || unknownCosts[assetId] !== undefined) return undefined;
      profit = profit.plus(worthAt(quantity, price, DEFAULT_CURRENCY)).minus(costs[assetId] ?? ZERO);
    }
    return profit;
  }

  get unpriced(): readonly string[] {
    return [...this.#unpriced].sort();
  }
}
