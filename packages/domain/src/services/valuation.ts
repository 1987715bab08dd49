import type { AssetBalance } from '../entities/asset-balance.ts';
import type { Balance } from '../entities/balance.ts';
import { averagePriceOf } from '../money/cost-basis.ts';
import { type Currency, DEFAULT_CURRENCY, marketValueOf, worthAt } from '../money/currency.ts';
import { constant, type Decimal, ZERO } from '../money/decimal.ts';
import type { Holdings } from '../ports/asset-balance-repository.ts';
import { exchangeRate, type Rating } from '../rules/exchange.ts';

/** A holding, and what it is worth in the currency of the valuation. */
export interface ValuedHolding extends Pick<AssetBalance, 'assetId' | 'available' | 'held' | 'quantity'> {
  /** The price of one unit, in US dollars. Undefined if there is no price now. */
  readonly price: Decimal | undefined;
  /** The worth of one US dollar in the currency. Undefined if there is no rate now. */
  readonly rate: Decimal | undefined;
  /** quantity × price × rate, rounded down. Undefined if the price or the rate is undefined. */
  readonly value: Decimal | undefined;
  /** The cost of the quantity, in US dollars and without fees. Undefined if it is unknown. */
  readonly costBasis: Decimal | undefined;
  /** The average cost of one unit, in US dollars: costBasis / quantity, rounded to 18 decimals. */
  readonly averagePrice: Decimal | undefined;
  /**
   * The profit of a sale at the current price, in US dollars: quantity × price, rounded down, minus the basis. A loss is less than zero.
   */
  readonly unrealisedProfit: Decimal | undefined;
}

/** Cash of one currency, and what it is worth in the currency of the valuation. */
export interface ValuedCash extends Pick<Balance, 'currency' | 'available' | 'held' | 'currentBalance'> {
  /** The worth of one unit in the currency of the valuation. Undefined if there is no rate now. */
  readonly rate: Decimal | undefined;
  /** currentBalance × rate, rounded down. Undefined if there is cash, but no rate. */
  readonly value: Decimal | undefined;
}

/** A user's cash and holdings, at current prices and exchange rates. */
export interface PortfolioValue {
  readonly username: string;
  /** The currency of values and totals. */
  readonly currency: Currency;
  /** Cash in US dollars, including held cash. */
  readonly usdBalance: Decimal;
  /** Cash in every currency, sorted by currency. */
  readonly cash: readonly ValuedCash[];
  readonly totalCashValue: Decimal;
  /** Every holding that is not empty, sorted by asset id. */
  readonly assetBalances: readonly ValuedHolding[];
  readonly totalAssetValue: Decimal;
  /** totalCashValue + totalAssetValue. */
  readonly totalPortfolioValue: Decimal;
  /** Held assets and currencies that have no value now, for any reason. The totals leave them out. */
  readonly unpriced: readonly string[];
}

/** True for a holding that a portfolio shows. */
export function isNotEmpty({ quantity }: AssetBalance): boolean {
  return quantity.gt(ZERO);
}

/** Prices and rates at one moment, in one currency. */
export interface Market {
  readonly currency: Currency;
  readonly priceOf: ReadonlyMap<string, Decimal | undefined>;
  readonly rating: Rating;
  readonly now: string;
}

const ONE = constant('1');

function rateIn({ currency, rating, now }: Market, from: Currency): Decimal | undefined {
  return from === currency ? ONE : exchangeRate(from, currency, rating, now)?.rate;
}

function valueCash({ currency, available, held, currentBalance }: Balance, market: Market): ValuedCash {
  const rate = rateIn(market, currency);
  const value = currentBalance.eq(ZERO) ? ZERO : rate && marketValueOf(rate, currentBalance, market.currency);
  return { currency, available, held, currentBalance, rate, value };
}

function valueHolding(holding: AssetBalance, market: Market): ValuedHolding {
  const { assetId, available, held, quantity, costBasis } = holding;
  const price = market.priceOf.get(assetId);
  const rate = rateIn(market, DEFAULT_CURRENCY);
  const value = price && rate && worthAt(price.times(quantity), rate, market.currency);
  const averagePrice = costBasis && averagePriceOf(costBasis, quantity);
  const unrealisedProfit = costBasis && price && marketValueOf(price, quantity, DEFAULT_CURRENCY).minus(costBasis);
  return { assetId, available, held, quantity, price, rate, value, costBasis, averagePrice, unrealisedProfit };
}

/** The value of an account at this market. */
export function valuation(
  username: string,
  { balances, assetBalances: holdings }: Holdings,
  market: Market,
): PortfolioValue {
  const cash = balances
    .map((balance) => valueCash(balance, market))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
  const assetBalances = holdings.filter(isNotEmpty).map((holding) => valueHolding(holding, market));
  const [totalCashValue, totalAssetValue] = [sumOf(cash), sumOf(assetBalances)];
  return {
    username,
    currency: market.currency,
    usdBalance: cash.find(({ currency }) => currency === DEFAULT_CURRENCY)?.currentBalance ?? ZERO,
    cash,
    totalCashValue,
    assetBalances,
    totalAssetValue,
    totalPortfolioValue: totalCashValue.plus(totalAssetValue),
    unpriced: [
      ...assetBalances.filter(({ value }) => value === undefined).map(({ assetId }) => assetId),
      ...cash.filter(({ value }) => value === undefined).map(({ currency }) => currency),
    ],
  };
}

function sumOf(parts: readonly { readonly value: Decimal | undefined }[]): Decimal {
  return parts.reduce((sum, { value }) => sum.plus(value ?? ZERO), ZERO);
}
