import { Decimal, ROUND_DOWN } from '@orderfolio/domain';

const CENTS = 2;
/** The decimals that a price may have. */
const PRICE_SCALE = 18;
/** The decimals that the catalogue allows in a quantity, unless an asset says otherwise. */
const QUANTITY_SCALE = 8;

/** An equal share of the cash in whole cents, never more than there is. */
export function shareOf(cash: Decimal, shares: number): Decimal {
  return cash.div(String(shares), CENTS, ROUND_DOWN);
}

/** The largest quantity that the budget pays for. */
export function affordable(budget: Decimal, price: Decimal): Decimal {
  return budget.div(price, QUANTITY_SCALE, ROUND_DOWN);
}

/** This many percent below the price, in whole cents. Below one dollar it has the decimals of a price. */
export function below(price: Decimal, percent: string): Decimal {
  const exact = price.times(new Decimal('100').minus(percent)).times('0.01');
  return exact.round(exact.lt('1') ? PRICE_SCALE : CENTS, ROUND_DOWN);
}

/** Dollars and cents: `12,345.67`. */
export function formatMoney(amount: Pick<Decimal, 'toFixed'>): string {
  return withSeparators(amount.toFixed(CENTS));
}

/** A price in dollars, with more decimals if it is below one dollar. */
export function formatPrice(price: Decimal): string {
  return price.lt('1') ? price.round(QUANTITY_SCALE).toString() : formatMoney(price);
}

function withSeparators(text: string): string {
  return text.replace(/\B(?=(\d{3})+\.)/g, ',');
}
