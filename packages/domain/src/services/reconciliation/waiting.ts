import type { EntityKey } from '../../entities/kinds.ts';
import { isResting, type Order } from '../../entities/order.ts';
import type { TrailingGroup } from '../../entities/trailing-group.ts';
import { trailOf } from '../../entities/trailing-stop.ts';
import type { EntityReader } from '../../ports/unit-of-work.ts';
import { Findings } from './difference.ts';
import { readEach, UNREADABLE } from './read-each.ts';

/** An order needs two records while it waits: its group, if it has joined one, and the last price at the time when it was placed. */
export async function expectWaiting(findings: Findings, reader: EntityReader, orders: readonly Order[]): Promise<void> {
  const resting = orders.filter(isResting);
  await expectSeenTicks(findings, reader, resting);
  await expectGroups(
    findings,
    reader,
    resting.filter(({ trailingGroupId }) => trailingGroupId !== undefined),
  );
}

/** Each price counts up the record of the last price. No order has seen a later price than there has been. */
async function expectSeenTicks(findings: Findings, reader: EntityReader, orders: readonly Order[]): Promise<void> {
  const keys = orders.map(({ assetId, currency }) => ({ entity: 'lastTick', assetId, currency }) as const);
  const ticks = await readEach(keys, (some) => reader.read(some));
  for (const [index, { orderId, seenTick = 0 }] of orders.entries()) {
    const tick = ticks[index];
    const latest = tick === UNREADABLE ? seenTick : (tick?.version ?? 0);
    if (seenTick > latest) findings.note('PRICES', { entity: 'order', id: orderId }, 'seenTick', latest, seenTick);
  }
}

/** The group of each trailing stop that has joined one is there. It waits for its orders, and its mark is no lower than theirs. */
async function expectGroups(findings: Findings, reader: EntityReader, members: readonly Order[]): Promise<void> {
  const groups = await readEach(members.map(groupKeyOf), (keys) => reader.read(keys));
  for (const [index, order] of members.entries()) {
    const group = groups[index];
    if (group === UNREADABLE) {
      findings.unreadable({ entity: 'trailingGroup', id: order.trailingGroupId ?? '' }, 'it breaks its schema');
      continue;
    }
    const ofOrder = new Findings();
    expectGroup(ofOrder, order, group);
    // An order may have moved to another group since it was read.
    if (ofOrder.differences.length > 0 && (await isAsItWas(reader, order)))
      findings.differences.push(...ofOrder.differences);
  }
}

function groupKeyOf({ assetId, trailingGroupId: groupId = '' }: Order): EntityKey<'trailingGroup'> {
  return { entity: 'trailingGroup', assetId, groupId };
}

function expectGroup(findings: Findings, order: Order, group: TrailingGroup | undefined): void {
  const name = { entity: 'trailingGroup', id: order.trailingGroupId ?? '' } as const;
  if (group === undefined) {
    findings.missing('PRICES', name);
    return;
  }
  const { trailType, trail } = trailOf(order) ?? {};
  const { currency, highWaterMark } = order;
  findings.expect('PRICES', name, 'currency', currency, group.currency);
  findings.expect('PRICES', name, 'trailType', trailType, group.trailType);
  if (trail !== undefined && group.narrowestTrail?.lte(trail) !== true)
    findings.note('PRICES', name, 'narrowestTrail', trail, group.narrowestTrail);
  if (highWaterMark !== undefined && group.mark.lt(highWaterMark))
    findings.note('PRICES', name, 'mark', highWaterMark, group.mark);
}

async function isAsItWas(reader: EntityReader, { username, orderId, version }: Order): Promise<boolean> {
  const [now] = await reader.read([{ entity: 'order', username, orderId }]);
  return now?.version === version;
}
