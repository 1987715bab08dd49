export type { PriceOutcome, PriceTick } from './apply-price.ts';
export { type LastTick, lastTickSchema, type Tick } from './last-tick.ts';
export { lastTickPrices } from './last-tick-prices.ts';
export { type TrailingGroup, trailingGroupSchema } from './trailing-group.ts';
export { stopBelow, TRAIL_TYPES, type Trail, type TrailType, trailOf } from './trailing-stop.ts';
export { type IndexRange, idOf, type Trigger, type TriggerRepository } from './trigger-repository.ts';
export { expiryOf, groupTriggers, orderTriggers, type Triggers } from './triggers.ts';
