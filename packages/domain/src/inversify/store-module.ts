import 'reflect-metadata/lite';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import type { Clock, IdGenerator, Store, Timer } from '../index.ts';
import { TOKENS, token } from './tokens.ts';

/** Opens one store and closes it. A failed opening is not kept: the next call opens again. */
class Opening {
  #store: Promise<Store> | undefined;

  open(open: () => Promise<Store>): Promise<Store> {
    this.#store ??= this.#keep(open());
    return this.#store;
  }

  async close(): Promise<void> {
    await (await this.#store)?.[Symbol.asyncDispose]();
  }

  async #keep(opened: Promise<Store>): Promise<Store> {
    try {
      return await opened;
    } catch (error) {
      this.#store = undefined;
      throw error;
    }
  }
}

const OPENING: ServiceIdentifier<Opening> = token('StoreOpening');

/** The parts that a store gets instead of the machine's own. */
interface StoreHost {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly ids: IdGenerator;
}

/**
 * Binds `TOKENS.Store` to the one store that `open` opens at the first `getAsync`, with the clock, the timer and the ids of the
 * container. `container.unbindAllAsync()` closes it. A failed opening is tried again the next time. It is for the module of an adapter.
 */
export function storeModule(open: (host: StoreHost) => Promise<Store>): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(OPENING)
      .toDynamicValue(() => new Opening())
      .inSingletonScope()
      .onDeactivation((opening) => opening.close());
    bind(TOKENS.Store).toResolvedValue(
      (opening, clock, timer, ids) => opening.open(() => open({ clock, timer, ids })),
      [OPENING, TOKENS.Clock, TOKENS.Timer, TOKENS.IdGenerator],
    );
  });
}
