import type { Clock, Orderfolio } from '@orderfolio/domain';
import type { TriggerIndex } from '@orderfolio/domain/adapter';
import { nextTurn } from '../next-turn.ts';
import type { Passage } from './death.ts';

/** A process, and what lies between its commands and the indexes. Each command is watched on its own. */
export interface Process extends Passage {
  readonly number: number;
  readonly clock: Clock;
  /** The app of its users: their commands share its commits. */
  readonly app: Orderfolio;
  through(triggers: TriggerIndex): TriggerIndex;
  /** Settles once the last command has entered its queue. */
  entered: Promise<void>;
}

/**
 * Resolves once the command before has entered its queue. A command asks for its fee first: without this, the one after it might overtake
 * it, and the oracle would not know their order.
 */
export async function inTurn(process: Process): Promise<void> {
  const before = process.entered;
  let enter: () => void = () => undefined;
  process.entered = new Promise((resolve) => {
    enter = resolve;
  });
  await before;
  void nextTurn().then(enter);
}
