import type { Moment } from '../command/execute.ts';
import { openBalance } from '../entities/balance.ts';
import type { EntityKey } from '../entities/kinds.ts';
import { sideOf } from '../entities/order.ts';
import { AssetNotFoundError } from '../errors/not-found-errors.ts';
import { DEFAULT_CURRENCY } from '../money/currency.ts';
import type { FeeTerms } from '../money/fee.ts';
import { requireBalance } from '../ports/balance-repository.ts';
import type { EntitiesOf, EntityReader } from '../ports/unit-of-work.ts';
import { accountMoment } from '../rules/account-moment.ts';
import type { PlaceDecision } from '../rules/market-order.ts';
import { decidePlacement, isMarketOrder, type OrderCommand } from '../rules/place-order.ts';
import type { OrderPlacement, RestingFacts } from '../rules/resting-order.ts';
import { inTermsOf } from '../validation/parse.ts';
import type { Fees } from './fees.ts';
import type { Asked, OrderPricing } from './order-pricing.ts';
import { lastTickKey } from './prices.ts';

/** The answers of the given sources and of the fee schedule, from before the command had its turn. */
export interface Answers extends Asked {
  /** Undefined if the order costs nothing. */
  readonly feeTerms?: FeeTerms | undefined;
}

type Key<Kind extends EntityKey['entity']> = EntityKey<Kind> | undefined;
type PlacingKeys = readonly [
  balance: Key<'balance'>,
  dollars: Key<'balance'>,
  asset: Key<'asset'>,
  last: Key<'lastTick'>,
  dollarTick: Key<'lastTick'>,
  holding: Key<'assetBalance'>,
  ...rates: EntityKey<'rate'>[],
];

/** What placing an order asks for, reads and decides, whether the order is then stored or only shown. */
export class Placing {
  readonly #pricing: OrderPricing;
  readonly #fees: Fees;

  constructor(pricing: OrderPricing, fees: Fees) {
    this.#pricing = pricing;
    this.#fees = fees;
  }

  /** Undefined if there is nothing to ask. CONFIGURATION_INVALID, naming `fees`. */
  ask(command: OrderCommand): Promise<Answers> | undefined {
    const { username, orderType, assetId, currency } = command;
    const asking = this.#pricing.ask(command);
    const charging = this.#fees.ask({ username, orderType, side: sideOf(orderType), assetId, currency });
    return asking || charging ? bothOf(asking, charging) : undefined;
  }

  /** Everything that the decision rests on: one read finds it. */
  keys(command: OrderCommand, answers: Asked): PlacingKeys {
    const { username, assetId, currency } = command;
    const foreign = this.#pricing.foreignKeys(command, answers);
    return [
      { entity: 'balance', username, currency },
      currency === DEFAULT_CURRENCY ? undefined : { entity: 'balance', username, currency: DEFAULT_CURRENCY },
      { entity: 'asset', assetId },
      // The prices that a resting order has seen pass it by.
      isMarketOrder(command)
        ? lastTickKey(assetId, answers.pricing, currency)
        : { entity: 'lastTick', assetId, currency },
      foreign.dollarTick,
      { entity: 'assetBalance', username, assetId },
      ...foreign.rates,
    ];
  }

  /** The facts of what was read. ASSET_NOT_FOUND, USER_NOT_FOUND. */
  async facts(
    reader: EntityReader,
    { username, assetId, currency }: OrderCommand,
    answers: Answers,
    [known, dollars, asset, last, dollarTick, holding, ...rates]: EntitiesOf<PlacingKeys>,
  ): Promise<RestingFacts> {
    const opening = known === undefined ? dollars : undefined;
    const balance = known ?? opening ?? (await requireBalance(reader, username, DEFAULT_CURRENCY));
    if (asset === undefined) throw new AssetNotFoundError({ assetId });
    const priced = this.#pricing.known(currency, answers, { asset, last, dollarTick, rates });
    return { balance, opening, asset, last, holding, feeTerms: answers.feeTerms, ...priced };
  }

  /** The errors of `decidePlacement`. */
  decide(
    command: OrderCommand,
    facts: RestingFacts,
    moment: Moment,
  ): { readonly decided: PlaceDecision<OrderPlacement>; readonly stamp: string } {
    const { username, currency } = command;
    const at = accountMoment(moment, facts.balance, facts.holding);
    const balance = facts.opening === undefined ? facts.balance : openBalance(username, currency, at.stamp);
    const size = isMarketOrder(command) && command.amount !== undefined ? 'amount' : 'quantity';
    const decided = inTermsOf(command, size, () => decidePlacement(command, { ...facts, balance }, at));
    return { decided, stamp: at.stamp };
  }
}

async function bothOf(
  asking: Promise<Asked> | undefined,
  charging: Promise<FeeTerms | undefined> | undefined,
): Promise<Answers> {
  const [asked, feeTerms] = await Promise.all([asking, charging]);
  return { feeTerms, ...asked };
}
