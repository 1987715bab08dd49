import type { EntityKey } from '../entities/kinds.ts';
import { ORDER_TERMS } from '../entities/order.ts';
import { identityOf } from '../ports/change-set.ts';
import type { Change, EntitiesOf, EntityReader, ReadKeys } from '../ports/unit-of-work.ts';
import type { CommandContext } from './command.ts';
import type { Decided, DecidedBatch, Entry } from './entry.ts';
import { type Known, Overlay } from './overlay.ts';
import { isOfCatalogue, type Warm } from './warm.ts';

/** Thrown into a reading that asks for an entity that is not remembered. No caller sees it. */
const NOT_REMEMBERED = new Error('this is not remembered');

/**
 * Decides a batch on what is remembered, without a read. Undefined if the batch must be decided on what it reads:
 *
 * - something that a command asks for is not remembered;
 * - a command would write nothing: a refusal may rest on outdated entities. A repeat is fine: it rests on its receipt, which never
 *   changes;
 * - a command looks at something that the commit does not write, so the commit would not notice a change of it;
 * - a command looks at the catalogue, and writes an order that is not a market order: a resting order has to know the newest recorded
 *   price, and no order may end at a price that another has followed, or while its asset is closed.
 */
export async function decideWarm(
  context: CommandContext,
  entries: readonly Entry[],
  warm: Warm,
  at: number,
): Promise<DecidedBatch | undefined> {
  const overlay = new Overlay(context.fences?.length ?? 0);
  /** The entities that commands rest on: they may have changed since. */
  const mustBeWritten = new Set<string>();
  const decided: { entry: Entry; decision: Decided }[] = [];
  let again: readonly Entry[] = [];
  for (const [index, entry] of entries.entries()) {
    const asked: Asked = { versions: new Set(), ofCatalogue: false };
    const decision = await entry.decide(rememberingReader(overlay, asked, context, warm, at));
    if (decision.changes.length === 0 && !decision.restsOnReceipt) return undefined;
    if (!overlay.add(decision.changes)) {
      if (index === 0) return undefined;
      again = entries.slice(index);
      break;
    }
    if (asked.ofCatalogue && !decision.changes.every(goesByCatalogue)) return undefined;
    if (!decision.restsOnReceipt) for (const identity of asked.versions) mustBeWritten.add(identity);
    decided.push({ entry, decision });
  }
  const { changes } = overlay;
  for (const identity of mustBeWritten) if (!overlay.writes(identity)) return undefined;
  return { changes, decided, again, isFull: again.length > 0 };
}

/** The keys that a command has asked for. */
interface Asked {
  readonly versions: Set<string>;
  ofCatalogue: boolean;
}

/** Answers from the overlay and from memory, and notes what was asked for. */
function rememberingReader(
  overlay: Overlay,
  asked: Asked,
  context: CommandContext,
  warm: Warm,
  at: number,
): EntityReader {
  const recall = (key: EntityKey): Known => {
    const remembered = warm.find(key, context, at);
    if (remembered === undefined) throw NOT_REMEMBERED;
    overlay.learn(key, remembered.entity);
    return remembered;
  };
  return {
    async read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>> {
      const entities = keys.map((key) => {
        if (key === undefined) return undefined;
        if (isOfCatalogue(key.entity)) asked.ofCatalogue = true;
        else asked.versions.add(identityOf(key));
        return (overlay.find(key) ?? recall(key)).entity;
      });
      // A map over a tuple is an array to the compiler: that it has the tuple's shape is stated here.
      return entities as EntitiesOf<Keys>;
    },
  };
}

/** True for changes that may go by a remembered price and asset: market orders, and everything that is not an order. */
function goesByCatalogue(change: Change): boolean {
  return (
    change.action === 'check' || change.entity !== 'order' || ORDER_TERMS[change.value.orderType].waitsFor === undefined
  );
}
