import { isResting } from '../entities/order.ts';
import { identityOf } from '../ports/change-set.ts';
import type { Change, EntitiesOf, EntityReader, ReadKeys } from '../ports/unit-of-work.ts';
import { knownOf } from './batch-reads.ts';
import type { CommandContext } from './command.ts';
import type { Decided, DecidedBatch, Entry } from './entry.ts';
import { Overlay } from './overlay.ts';
import type { Warm } from './warm.ts';

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
 * - an order would rest: it has to know the newest price that was recorded.
 */
export async function decideWarm(
  context: CommandContext,
  entries: readonly Entry[],
  warm: Warm,
  at: number,
): Promise<DecidedBatch | undefined> {
  const overlay = new Overlay(context.fences?.length ?? 0);
  /** What was remembered, may have changed since, and was asked for by a command that rests on it. */
  const mustBeWritten = new Set<string>();
  const decided: { entry: Entry; decision: Decided }[] = [];
  let again: readonly Entry[] = [];
  for (const [index, entry] of entries.entries()) {
    const asked = new Set<string>();
    const decision = await entry.decide(rememberingReader(overlay, asked, context, warm, at));
    if (decision.changes.length === 0 && !decision.restsOnReceipt) return undefined;
    if (!overlay.add(decision.changes)) {
      if (index === 0) return undefined;
      again = entries.slice(index);
      break;
    }
    if (!decision.restsOnReceipt) for (const identity of asked) mustBeWritten.add(identity);
    decided.push({ entry, decision });
  }
  const { changes } = overlay;
  for (const identity of mustBeWritten) if (!overlay.writes(identity)) return undefined;
  if (changes.some(rests)) return undefined;
  return { changes, decided, again, isFull: again.length > 0 };
}

/** Answers from the overlay and from what is remembered; notes what was asked for of what may have changed since. */
function rememberingReader(
  overlay: Overlay,
  asked: Set<string>,
  context: CommandContext,
  warm: Warm,
  at: number,
): EntityReader {
  return {
    async read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>> {
      for (const key of keys) {
        if (key === undefined) continue;
        const found = warm.find(key, context, at);
        // What a command before has made of it is known, and is written.
        if (!found.isKnown && !overlay.knows(key)) throw NOT_REMEMBERED;
        if (!found.isKnown) continue;
        overlay.learn(key, found.entity);
        if (!found.isSettled) asked.add(identityOf(key));
      }
      return knownOf(overlay, keys);
    },
  };
}

function rests(change: Change): boolean {
  return (
    change.action !== 'check' && change.entity === 'order' && change.value.version === 1 && isResting(change.value)
  );
}
