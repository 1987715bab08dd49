import type { Entity } from '../entities/kinds.ts';
import { ORDER_TERMS } from '../entities/order.ts';
import { identityOf } from '../ports/change-set.ts';
import type { Change, EntitiesOf, EntityReader, ReadKeys } from '../ports/unit-of-work.ts';
import { lookingReader, readerOver, readTogether } from './batch-reads.ts';
import type { CommandContext } from './command.ts';
import type { Decided, DecidedBatch, Entry } from './entry.ts';
import { Overlay } from './overlay.ts';
import { isOfCatalogue, type Warm } from './warm.ts';

/** Thrown into a reading that asks for an entity that is not remembered. No caller sees it. */
const NOT_REMEMBERED = new Error('this is not remembered');

/**
 * Decides a batch on what is remembered, without a read, or with one of the catalogue alone. Undefined if the batch must be decided on what
 * it reads:
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
  const readsCatalogue = entries.every(({ onlyLooksAtCatalogue }) => onlyLooksAtCatalogue);
  const memory = new Memory(context, warm, at, readsCatalogue);
  if (readsCatalogue && entries.length > 1 && !(await isLearnt(overlay, memory, entries))) return undefined;
  const reader = readerOver(overlay, memory);
  /** The entities that commands rest on: they may have changed since. */
  const mustBeWritten = new Set<string>();
  const decided: { entry: Entry; decision: Decided }[] = [];
  let again: readonly Entry[] = [];
  for (const [index, entry] of entries.entries()) {
    const asked: Asked = { versions: new Set(), ofCatalogue: false };
    const decision = await entry.decide(notingReader(asked, reader));
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

/** Answers from memory. The part of the catalogue that is not remembered is read, if nothing else is missing and it may be. */
class Memory implements EntityReader {
  readonly #context: CommandContext;
  readonly #warm: Warm;
  readonly #at: number;
  readonly #readsCatalogue: boolean;

  constructor(context: CommandContext, warm: Warm, at: number, readsCatalogue: boolean) {
    this.#context = context;
    this.#warm = warm;
    this.#at = at;
    this.#readsCatalogue = readsCatalogue;
  }

  async read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>> {
    const known = keys.map((key) => key && this.#warm.find(key, this.#context, this.#at));
    const missing = keys.map((key, index) => (known[index] === undefined ? key : undefined));
    const found = missing.every((key) => key === undefined) ? [] : await this.#readOfCatalogue(missing);
    // A map over a tuple is an array to the compiler: that it has the tuple's shape is stated here.
    return keys.map((_key, index) => known[index]?.entity ?? found[index]) as EntitiesOf<Keys>;
  }

  #readOfCatalogue(missing: ReadKeys): Promise<readonly (Entity | undefined)[]> {
    if (!this.#readsCatalogue || missing.some((key) => key !== undefined && !isOfCatalogue(key.entity)))
      throw NOT_REMEMBERED;
    return lookingReader(this.#context, this.#warm, this.#at).read(missing);
  }
}

/** Reads the catalogue for all commands at once. False if something else is not remembered, or the read failed. */
async function isLearnt(overlay: Overlay, memory: Memory, entries: readonly Entry[]): Promise<boolean> {
  try {
    await readTogether(overlay, memory, entries);
    return true;
  } catch (_failure) {
    // Whatever failed meets those who are decided on what they read.
    return false;
  }
}

/** The keys that a command has asked for. */
interface Asked {
  readonly versions: Set<string>;
  ofCatalogue: boolean;
}

/** Notes what was asked for. */
function notingReader(asked: Asked, reader: EntityReader): EntityReader {
  return {
    read(keys) {
      for (const key of keys) {
        if (key === undefined) continue;
        if (isOfCatalogue(key.entity)) asked.ofCatalogue = true;
        else asked.versions.add(identityOf(key));
      }
      return reader.read(keys);
    },
  };
}

/** True for changes that may go by a remembered price and asset: market orders, and everything that is not an order. */
function goesByCatalogue(change: Change): boolean {
  return (
    change.action === 'check' || change.entity !== 'order' || ORDER_TERMS[change.value.orderType].waitsFor === undefined
  );
}
