import * as z from 'zod';
import { execute } from '../command/execute.ts';
import { assetIdSchema } from '../entities/asset.ts';
import { type GivenTick, type LastTick, recordTick, standingOf, tickSequenceSchema } from '../entities/last-tick.ts';
import type { Order } from '../entities/order.ts';
import { AssetNotFoundError } from '../errors/not-found-errors.ts';
import { currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import { priceSchema } from '../money/price.ts';
import type { Skipped } from '../ports/trigger-index.ts';
import { save } from '../ports/unit-of-work.ts';
import { timestamp } from '../validation/schemas.ts';
import { Skips } from './skips.ts';
import { queueOf, type Sweep, tickKey } from './sweep.ts';
import { type FirstPages, reachesNothing, readFirstPages, sweepAndFinish } from './sweep-price.ts';

/** A price for the resting orders of an asset that are paid in its currency. */
export const priceTickSchema = z
  .strictObject({
    assetId: assetIdSchema,
    price: priceSchema,
    /** The currency of the price. */
    currency: currencySchema.default(DEFAULT_CURRENCY),
    /** The time of the price, at most a minute ahead of the clock. Default: now, and newer than the last price. */
    at: timestamp.optional(),
    /** Orders the prices of one `at`: the higher is the newer. A whole number, zero or more. */
    sequence: tickSequenceSchema.optional(),
  })
  .refine(({ at, sequence }) => at !== undefined || sequence === undefined, {
    path: ['at'],
    error: 'is required with a sequence, which orders the prices of one time',
  });
/**
 * The input of `orders.onPrice`: a price of an asset, its currency, its time, and its place among the prices of one
 * time.
 */
export type PriceTick = z.input<typeof priceTickSchema>;

/** The orders that a price ended, in that order. */
export interface PriceOutcome {
  /** False if the price changed nothing: it is older than the last, was applied before, or the asset is closed for trading. */
  readonly applied: boolean;
  readonly filled: readonly Order[];
  /** The orders that could not be filled: `statusReason` says why. Their holds are available again. */
  readonly failed: readonly Order[];
  /** The orders that the price reached after their time was over. */
  readonly expired: readonly Order[];
  /**
   * The orders and groups that the price reached and could not end. They have not changed, and the next price that reaches them tries
   * again. A price that finishes another may name one twice.
   */
  readonly skipped: readonly Skipped[];
}

/** The next step with a price, given the stored records. */
type Step =
  | { readonly kind: 'ignore' | 'done' }
  | ({ readonly kind: 'sweep'; readonly first?: FirstPages } & Pick<Sweep, 'tick' | 'call'>);

/** The context in which a price is applied. */
type Applying = Pick<Sweep, 'context' | 'triggers' | 'rates'>;

/**
 * Applies a price to the resting orders of its market. The price is recorded before the first order is touched, and finished after the
 * last. A price that finds its predecessor unfinished first finishes that one. So no order is left out if a process dies half-way, or if
 * processes race. ASSET_NOT_FOUND, VALIDATION_FAILED.
 */
export async function applyPrice(applying: Applying, given: GivenTick): Promise<PriceOutcome> {
  const ended: Order[] = [];
  const skipped: Skipped[] = [];
  for (;;) {
    const step = await nextStep(applying, given);
    switch (step.kind) {
      case 'ignore':
        return outcomeOf(false, ended, skipped);
      case 'done':
        return outcomeOf(true, ended, skipped);
      case 'sweep': {
        const { tick, call, first } = step;
        const skips = new Skips();
        await sweepAndFinish({ ...applying, tick, call, ended, skips }, first);
        skipped.push(...skips.all);
        if (call !== 'FINISHES') return outcomeOf(true, ended, skipped);
      }
    }
  }
}

function outcomeOf(applied: boolean, ended: readonly Order[], skipped: readonly Skipped[]): PriceOutcome {
  const having = (wanted: Order['status']) => ended.filter(({ status }) => status === wanted);
  return {
    applied,
    filled: having('COMPLETED'),
    failed: having('FAILED'),
    expired: having('EXPIRED'),
    skipped,
  };
}

interface Facts {
  readonly last: LastTick | undefined;
  readonly found: Step | FirstPages;
}

/** Looks at what the price reaches, and records the price. If it reaches nothing, it is recorded as finished. */
function nextStep({ context, triggers }: Applying, given: GivenTick): Promise<Step> {
  const { assetId } = given;
  return execute<Facts, Step>(context, {
    name: 'triggers.recordPrice',
    queue: queueOf(given),
    async gather() {
      const [asset, last] = await context.unitOfWork.read([{ entity: 'asset', assetId }, tickKey(given)]);
      if (asset === undefined) throw new AssetNotFoundError({ assetId });
      const standing = standingOf(given, last);
      if (!asset.isActive || standing === 'KNOWN') return { last, found: { kind: 'ignore' } };
      if (last?.isFinished === false) {
        const call = standing === 'UNFINISHED' ? 'GIVEN_AGAIN' : 'FINISHES';
        return { last, found: { kind: 'sweep', tick: last, call } };
      }
      return { last, found: await readFirstPages(triggers, given) };
    },
    decide({ last, found }, { now }) {
      if ('kind' in found) return { result: found, changes: [] };
      const isFinished = reachesNothing(found);
      const recorded = save('lastTick', last, recordTick(given, last, isFinished, now));
      const tick = recorded.value;
      return {
        result: isFinished ? { kind: 'done' } : { kind: 'sweep', tick, call: 'RECORDED', first: found },
        changes: [recorded],
      };
    },
  });
}
