import { type CommandContext, execute } from '../command/execute.ts';
import { pairOf, type Rate, type SetRate, setRate, setRateSchema } from '../entities/rate.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { type Currency, currencySchema } from '../money/currency.ts';
import type { Page, PageRequest } from '../ports/page.ts';
import type { RateRepository } from '../ports/rate-repository.ts';
import { saveIfChanged } from '../ports/unit-of-work.ts';
import { type ExchangeRate, requireRate } from '../rules/exchange.ts';
import { parse } from '../validation/parse.ts';
import { requireNotAhead } from '../validation/times.ts';
import type { Rates } from './rates.ts';

/** Exchange rates. Every method may reject with VALIDATION_FAILED and STORAGE_FAILED. */
export interface RateService {
  /**
   * Sets the rate of two currencies: `{ base: 'EUR', quote: 'USD', rate: '1.10' }` means that one euro is 1.10 dollars. Two currencies
   * have one rate, whichever way round it is set. `at` is the time of the rate, by default now. A rate that is older than the stored one
   * changes nothing, so a feed may send its rates again. Returns the rate that is stored afterwards. VALIDATION_FAILED (for example a
   * rate of zero, or an `at` that is more than a minute ahead of the clock).
   */
  set(rate: SetRate): Promise<Rate>;
  /**
   * The current worth of one unit of `base` in `quote`, as commands use it. The rate comes from the given source or the stored rates: the
   * rate of the two currencies, either way round, or else the one over the US dollar. RATE_UNAVAILABLE if none is new enough.
   */
  get(base: Currency, quote: Currency): Promise<ExchangeRate>;
  /** The stored rates as they were set. The pair that was added last comes first. INVALID_CURSOR. */
  list(page?: PageRequest): Promise<Page<Rate>>;
}

export function createRateService(context: CommandContext, repository: RateRepository, rates: Rates): RateService {
  return {
    async set(input) {
      const command = parse(setRateSchema, input);
      const pair = pairOf(command.base, command.quote);
      return execute(context, {
        name: 'rates.set',
        queue: `rate ${pair}`,
        gather: () => repository.get(command.base, command.quote),
        decide: (last, { now }) => {
          // A rate from the future would shut out every rate until then.
          if (command.at !== undefined) requireNotAhead(command.at, now, 'at');
          const { value, changes } = saveIfChanged('rate', last, setRate(command, last, now));
          return { result: value, changes };
        },
      });
    },

    async get(inBase, inQuote) {
      const base = parse(currencySchema, inBase, 'base');
      const quote = parse(currencySchema, inQuote, 'quote');
      if (base === quote) throw new ValidationError({ field: 'quote', rule: 'must be another currency than the base' });
      const asking = rates.ask([base], quote);
      const asked = asking && (await asking);
      const stored = await context.unitOfWork.read(rates.keys([base], quote, asked));
      return requireRate(base, quote, rates.known(asked, stored), context.clock.now().toISOString());
    },

    list: async (page) => repository.list(page),
  };
}
