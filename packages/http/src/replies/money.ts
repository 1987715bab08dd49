import { CURRENCY_SCALES, type Currency, DEFAULT_CURRENCY, Decimal } from '@orderfolio/domain';

/**
 * An amount with at least the decimals of its currency: `"1000.00"`. An amount with more decimals, such as the price of something cheap,
 * keeps them.
 */
export function moneyText(amount: Decimal, currency: Currency): string {
  const text = amount.toString();
  const scale = CURRENCY_SCALES[currency];
  const point = text.indexOf('.');
  const decimals = point < 0 ? 0 : text.length - point - 1;
  if (decimals >= scale) return text;
  return `${text}${point < 0 ? '.' : ''}${'0'.repeat(scale - decimals)}`;
}

/** The unit of a decimal: money in the entity's currency, dollars in any case, or units of an asset. */
type Unit<Entity> = 'money' | 'dollars' | 'units' | ((entity: Entity) => 'money' | 'units');

/** The unit of every decimal of an entity. A new decimal does not compile without its unit. */
export type UnitsOf<Entity> = {
  readonly [Field in keyof Required<Entity> as NonNullable<Entity[Field]> extends Decimal
    ? Field
    : never]: Unit<Entity>;
};

/** Makes a function that shows an entity as JSON has it: money with the decimals of its currency, all else unchanged. */
export function presenterOf<Entity extends object>(units: UnitsOf<Entity>): (entity: Entity) => object {
  const fields = Object.entries<Unit<Entity>>(units).filter(([, unit]) => unit !== 'units');
  return (entity) => {
    const currency = currencyOf(entity);
    const shown = Object.assign<Record<string, unknown>, object>({}, entity);
    for (const [field, unit] of fields) {
      const value = shown[field];
      const counts = typeof unit === 'function' ? unit(entity) : unit;
      if (value instanceof Decimal && counts !== 'units')
        shown[field] = moneyText(value, counts === 'dollars' ? DEFAULT_CURRENCY : currency);
    }
    return shown;
  };
}

/** The facts of an error. If they name a currency, their decimals are in it. */
export function presentMoney(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (!('currency' in facts)) return { ...facts };
  const currency = currencyOf(facts);
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, fact instanceof Decimal ? moneyText(fact, currency) : fact]),
  );
}

/** Amounts are in dollars unless the entity names another currency. */
function currencyOf(entity: object): Currency {
  const currency = 'currency' in entity ? entity.currency : undefined;
  return typeof currency === 'string' && isCurrency(currency) ? currency : DEFAULT_CURRENCY;
}

export function isCurrency(word: string): word is Currency {
  return Object.hasOwn(CURRENCY_SCALES, word);
}
