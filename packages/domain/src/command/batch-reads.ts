import type { Entity, EntityKey } from '../entities/kinds.ts';
import { identityOf } from '../ports/change-set.ts';
import type { EntitiesOf, EntityReader, ReadKeys } from '../ports/unit-of-work.ts';
import type { CommandContext } from './command.ts';
import type { Overlay } from './overlay.ts';
import { looksBack, type Warm } from './warm.ts';

/** Reads from the store, and remembers what of it commands only look at, where they may go by that for a while. */
export function lookingReader(context: CommandContext, warm: Warm, at: number): EntityReader {
  const { unitOfWork } = context;
  if (!looksBack(context)) return unitOfWork;
  return {
    async read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>> {
      const entities = await unitOfWork.read(keys);
      for (const [index, key] of keys.entries()) if (key !== undefined) warm.looked(key, entities[index], context, at);
      return entities;
    },
  };
}

/** Answers from what is known, and asks the store for the rest. */
export function readerOver(overlay: Overlay, store: EntityReader): EntityReader {
  return readerThatLearns(overlay, (missing) => learn(overlay, store, missing));
}

/** Answers from the overlay, once it has learnt what it does not know. */
function readerThatLearns(overlay: Overlay, learnAll: (missing: readonly EntityKey[]) => Promise<void>): EntityReader {
  return {
    async read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>> {
      for (;;) {
        const known = knownOf(overlay, keys);
        if (known !== undefined) return known;
        await learnAll(unknownOf(overlay, keys));
      }
    },
  };
}

/**
 * Runs the readings of all these commands at once, so that the overlay learns what they ask for. Their first keys are one read of the store, and the
 * keys that follow from these are another. A reading that fails says so when it runs again. If a read of the store fails, this rejects.
 */
export function readTogether(
  overlay: Overlay,
  store: EntityReader,
  commands: readonly { readonly gather: Reading }[],
): Promise<void> {
  return new Gathering(
    overlay,
    store,
    commands.map(({ gather }) => gather),
  ).done;
}

type Reading = (reader: EntityReader) => Promise<unknown>;

interface Waiting {
  resolve(): void;
  reject(error: unknown): void;
}

class Gathering {
  readonly done: Promise<void>;
  readonly #overlay: Overlay;
  readonly #store: EntityReader;
  readonly #waiting: Waiting[] = [];
  readonly #wanted = new Map<string, EntityKey>();
  #running: number;
  /** The readings that wait for the store. Each may wait for several reads at once. */
  #blocked = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(overlay: Overlay, store: EntityReader, readings: readonly Reading[]) {
    this.#overlay = overlay;
    this.#store = store;
    this.#running = readings.length;
    this.done = this.#run(readings);
  }

  async #run(readings: readonly Reading[]): Promise<void> {
    await Promise.allSettled(readings.map((reading) => this.#follow(reading)));
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #follow(reading: Reading): Promise<void> {
    try {
      await reading(this.#reader());
    } finally {
      this.#running -= 1;
      this.#readIfAllWait();
    }
  }

  #reader(): EntityReader {
    let outstanding = 0;
    const wait = (missing: readonly EntityKey[]): Promise<void> =>
      new Promise((resolve, reject) => {
        outstanding += 1;
        if (outstanding === 1) this.#blocked += 1;
        // It is called when the store has answered. If it were called only when this reading goes on, the reading would still seem to
        // wait.
        const unblock = (): void => {
          outstanding -= 1;
          if (outstanding === 0) this.#blocked -= 1;
        };
        for (const key of missing) this.#wanted.set(identityOf(key), key);
        this.#waiting.push({
          resolve() {
            unblock();
            resolve();
          },
          reject(error) {
            unblock();
            reject(error);
          },
        });
        this.#readIfAllWait();
      });
    return readerThatLearns(this.#overlay, wait);
  }

  #readIfAllWait(): void {
    if (this.#blocked < this.#running || this.#waiting.length === 0) return;
    const waiting = this.#waiting.splice(0);
    const wanted = [...this.#wanted.values()];
    this.#wanted.clear();
    learn(this.#overlay, this.#store, wanted).then(
      () => {
        for (const { resolve } of waiting) resolve();
      },
      (error: unknown) => {
        this.#failure ??= { error };
        for (const { reject } of waiting) reject(error);
      },
    );
  }
}

function unknownOf(overlay: Overlay, keys: ReadKeys): readonly EntityKey[] {
  return keys.filter((key) => key !== undefined).filter((key) => overlay.find(key) === undefined);
}

async function learn(overlay: Overlay, store: EntityReader, keys: readonly EntityKey[]): Promise<void> {
  const entities = await store.read(keys);
  for (const [index, key] of keys.entries()) overlay.learn(key, entities[index]);
}

/** The overlay's entities for these keys, in their order. Undefined if it does not know them all. */
function knownOf<const Keys extends ReadKeys>(overlay: Overlay, keys: Keys): EntitiesOf<Keys> | undefined {
  const entities: (Entity | undefined)[] = [];
  for (const key of keys) {
    const known = key && overlay.find(key);
    if (key !== undefined && known === undefined) return undefined;
    entities.push(known?.entity);
  }
  // A list made in a loop is an array to the compiler: that it has the tuple's shape is stated here.
  return entities as EntitiesOf<Keys>;
}
