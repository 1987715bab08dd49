import { z } from 'zod';
import { type CommandContext, execute } from '../command/execute.ts';
import { assetIdSchema } from '../entities/asset.ts';
import { isLast, isOlder, isUnderWay, type LastTick, lastTickOf, type Tick } from '../entities/last-tick.ts';
import type { Order } from '../entities/order.ts';
import { AssetNotFoundError } from '../errors/not-found-errors.ts';
import { priceSchema } from '../money/price.ts';
import type { Trigger, TriggerRepository } from '../ports/trigger-repository.ts';
import { save } from '../ports/unit-of-work.ts';
import { decideTriggered, type Untouched } from '../rules/end-order.ts';
import { endMoment, holdingKey, orderKeys } from '../rules/order-facts.ts';
import { timestamp } from '../validation/schemas.ts';
import { entriesOf, PAGE_SIZE } from './entries.ts';
import { narrowToMembers } from './group-members.ts';
import { MarkRaiser } from './raise-marks.ts';
import { reachedByFall } from './reached.ts';
import { isPassedBy, queueOf, type Sweep } from './sweep.ts';

/** A price for the resting orders of an asset. */
export const priceTickSchema = z.strictObject({
  assetId: assetIdSchema,
  price: priceSchema,
  /** When it was the price. Default: now. */
  at: timestamp.optional(),
});
export type PriceTick = z.input<typeof priceTickSchema>;

/** The orders that a price ended, in the order in which it did. */
export interface PriceOutcome {
  /** False when the price changed nothing because a later one has been applied, or the asset is closed for trading. */
  readonly applied: boolean;
  readonly filled: readonly Order[];
  /** What could not be filled: `statusReason` says why. What it held is available again. */
  readonly failed: readonly Order[];
  /** What the price reached after its time was over. */
  readonly expired: readonly Order[];
}

interface FirstPages {
  readonly fall: readonly Trigger[];
  readonly rise: readonly Trigger[];
}

/** What to do with a price, by what is stored. */
type Step =
  | { readonly kind: 'ignore' | 'done' }
  /** The price before it has not been settled: whoever was at it is gone, or still at it. */
  | { readonly kind: 'finish'; readonly unfinished: LastTick }
  | { readonly kind: 'sweep'; readonly first: FirstPages };

/**
 * Applies a price to all that rests on it. It is recorded with the asset before the first order is touched, and settled
 * after the last: a price that finds its predecessor unsettled finishes that one first, so that no process that dies
 * half-way, and no race, leaves out an order. ASSET_NOT_FOUND.
 */
export async function applyPrice(
  context: CommandContext,
  triggers: TriggerRepository,
  tick: Tick,
): Promise<PriceOutcome> {
  const ended: Order[] = [];
  for (;;) {
    const step = await nextStep(context, triggers, tick);
    switch (step.kind) {
      case 'ignore':
        return outcomeOf(false, ended);
      case 'done':
        return outcomeOf(true, ended);
      case 'finish':
        await finish({ context, triggers }, step.unfinished, ended);
        break;
      case 'sweep':
        await sweepAndSettle({ context, triggers, tick }, step.first, ended);
        return outcomeOf(true, ended);
    }
  }
}

/** Does what is left of a price that somebody else has recorded. */
function finish(passage: Omit<Sweep, 'tick'>, unfinished: LastTick, ended: Order[]): Promise<void> {
  return sweepAndSettle({ ...passage, tick: unfinished, recordedAt: unfinished.updatedAt }, undefined, ended);
}

function outcomeOf(applied: boolean, ended: readonly Order[]): PriceOutcome {
  const having = (wanted: Order['status']) => ended.filter(({ status }) => status === wanted);
  return { applied, filled: having('COMPLETED'), failed: having('FAILED'), expired: having('EXPIRED') };
}

/** Looks at what the price reaches, and records it: as settled, when it reaches nothing. */
function nextStep(context: CommandContext, triggers: TriggerRepository, tick: Tick): Promise<Step> {
  const { assetId, price } = tick;
  return execute<Awaited<ReturnType<typeof gather>>, Step>(context, { queue: queueOf(tick), gather, decide });

  async function gather() {
    const [asset, last] = await context.unitOfWork.read([
      { entity: 'asset', assetId },
      { entity: 'lastTick', assetId },
    ]);
    if (asset === undefined) throw new AssetNotFoundError({ assetId });
    if (!asset.isActive || isOlder(tick, last)) return { last, found: 'ignored' } as const;
    if (last !== undefined && !last.isSettled && !isLast(tick, last)) return { last, found: last } as const;
    const range = { limit: PAGE_SIZE };
    const [fall, rise] = await Promise.all([
      triggers.reachedByFall(assetId, price, range),
      triggers.reachedByRise(assetId, price, range),
    ]);
    return { last, found: { fall, rise } } as const;
  }

  function decide({ last, found }: Awaited<ReturnType<typeof gather>>, { now }: { readonly now: string }) {
    if (found === 'ignored') return { result: { kind: 'ignore' }, changes: [] } as const;
    if ('price' in found) return { result: { kind: 'finish', unfinished: found }, changes: [] } as const;
    const reachesNothing = found.fall.length === 0 && found.rise.length === 0;
    const result: Step = reachesNothing ? { kind: 'done' } : { kind: 'sweep', first: found };
    if (isLast(tick, last) && last?.isSettled === reachesNothing) return { result, changes: [] };
    return { result, changes: [save('lastTick', last, lastTickOf(tick, last, reachesNothing, now))] };
  }
}

/** Ends everything that the price reaches, adds it to `ended`, and settles the price, unless it has been overtaken. */
async function sweepAndSettle(sweep: Sweep, first: FirstPages | undefined, ended: Order[]): Promise<void> {
  const isCurrent = (await sweepRise(sweep, first?.rise, ended)) && (await sweepFall(sweep, first?.fall, ended));
  if (isCurrent) await settle(sweep);
}

/** Orders that wait for a rise, and marks that are below the price. False when the price has been overtaken. */
async function sweepRise(sweep: Sweep, first: readonly Trigger[] | undefined, ended: Order[]): Promise<boolean> {
  const { triggers, tick } = sweep;
  const marks = new MarkRaiser(sweep);
  let below: Trigger[] = [];
  for await (const trigger of entriesOf((range) => triggers.reachedByRise(tick.assetId, tick.price, range), first)) {
    if (trigger.kind === 'group' || trigger.order.orderType === 'TRAILING_STOP_SELL') {
      below.push(trigger);
      if (below.length < PAGE_SIZE) continue;
      await marks.raise(below);
      below = [];
    } else if ((await end(sweep, trigger.order, ended)) === 'OVERTAKEN') return false;
  }
  await marks.raise(below);
  return true;
}

async function sweepFall(sweep: Sweep, first: readonly Trigger[] | undefined, ended: Order[]): Promise<boolean> {
  const lookedInto = new Set<string>();
  const reached = reachedByFall(sweep.triggers, sweep.tick, first, ({ groupId }) => lookedInto.add(groupId));
  for await (const order of reached) if ((await end(sweep, order, ended)) === 'OVERTAKEN') return false;
  for (const groupId of lookedInto) await narrowToMembers(sweep, groupId);
  return true;
}

async function end(sweep: Sweep, reached: Order, ended: Order[]): Promise<Order | Untouched> {
  const { context, tick } = sweep;
  if (isPassedBy(sweep, reached)) return 'NOT_REACHED';
  const outcome = await execute(context, {
    queue: reached.username,
    async gather() {
      const { assetId } = tick;
      const { trailingGroupId: groupId } = reached;
      const [last, asset, group, holding, order, balance, holdRow] = await context.unitOfWork.read([
        { entity: 'lastTick', assetId },
        { entity: 'asset', assetId },
        groupId === undefined ? undefined : { entity: 'trailingGroup', assetId, groupId },
        holdingKey(reached),
        ...orderKeys(reached),
      ]);
      return { last, asset, group, order, balance, holding, holdRow };
    },
    decide: (facts, moment) => decideTriggered(facts, tick, endMoment(moment, facts)),
  });
  if (typeof outcome === 'object') ended.push(outcome);
  return outcome;
}

function settle({ context, tick }: Sweep): Promise<void> {
  const { assetId } = tick;
  return execute(context, {
    queue: queueOf(tick),
    gather: () => context.unitOfWork.read([{ entity: 'lastTick', assetId }]),
    decide: ([last], { now }) =>
      isUnderWay(tick, last)
        ? { result: undefined, changes: [save('lastTick', last, lastTickOf(tick, last, true, now))] }
        : { result: undefined, changes: [] },
  });
}
