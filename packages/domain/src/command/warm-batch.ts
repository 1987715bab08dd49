import { ORDER_TERMS } from '../entities/order.ts';
import { identityOf } from '../ports/change-set.ts';
import type { Change, EntitiesOf, EntityReader, ReadKeys } from '../ports/unit-of-work.ts';
import { knownOf } from './batch-reads.ts';
import type { CommandContext } from './command.ts';
import type { Decided, DecidedBatch, Entry } from './entry.ts';
import { Overlay } from './overlay.ts';
import { isOfCatalogue, type Warm } from './warm.ts';

/** Thrown into a reading that asks for what is not remembered; no caller sees it. */
const NOT_REMEMBERED = new Error('this is not remembered');

/**
 * Decides a batch on what is remembered, without a read. Undefined where that does not do, and the batch is to be decided on
 * what it reads:
 *
 * - something that a command asks for is not remembered;
 * - a command would write nothing: a refusal, above all, may rest on what is no longer so. A repeat rests on its receipt, which
 *   never changes;
 * - a command looks at something that the commit does not write, so that nothing would tell that it has changed;
 * - a command looks at the catalogue, and writes another order than a market order: one that rests has to know the newest
 *   price that was recorded, and none ends at a price that another one has followed, or of an asset that is closed.
 */
export async function decideWarm(
  context: CommandContext,
  entries: readonly Entry[],
  warm: Warm,
  at: number,
): Promise<DecidedBatch | undefined> {
  const overlay = new Overlay(context.fences?.length ?? 0);
  /** What was asked for by commands that rest on it: it may have changed since. */
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

/** What a command has asked for. */
interface Asked {
  readonly versions: Set<string>;
  ofCatalogue: boolean;
}

/** Answers from the overlay and from what is remembered; notes what was asked for. */
function rememberingReader(
  overlay: Overlay,
  asked: Asked,
  context: CommandContext,
  warm: Warm,
  at: number,
): EntityReader {
  return {
    async read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>> {
      for (const key of keys) {
        if (key === undefined) continue;
        if (isOfCatalogue(key.entity)) asked.ofCatalogue = true;
        else asked.versions.add(identityOf(key));
        if (overlay.knows(key)) continue;
        const found = warm.find(key, context, at);
        if (found === undefined) throw NOT_REMEMBERED;
        overlay.learn(key, found.entity);
      }
      return knownOf(overlay, keys);
    },
  };
}

/** What may be decided at a price and on terms of before: a market order, and what is no order. */
function goesByCatalogue(change: Change): boolean {
  return (
    change.action === 'check' || change.entity !== 'order' || ORDER_TERMS[change.value.orderType].waitsFor === undefined
  );
}
