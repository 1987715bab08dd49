import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { Command, CommandContext } from './command.ts';
import { Lanes } from './lanes.ts';

export type { Command, CommandContext, Decision, Moment } from './command.ts';

const lanesOfStores = new WeakMap<UnitOfWork, Lanes>();

/**
 * Runs a command: read, decide, commit. It starts again if something changed in between. Commands of one queue that wait while another is
 * under way are decided one after another, and stored in one commit.
 *
 * Rejects with what `decide` threw; with CONCURRENCY_CONFLICT if the conflicts did not end within `conflictTimeoutMs`; with
 * OUTCOME_UNKNOWN if the store does not say whether the commit was applied; and with any other error of the store.
 */
export function execute<Facts, Result>(context: CommandContext, command: Command<Facts, Result>): Promise<Result> {
  return lanesOf(context.unitOfWork).run(context, command);
}

/** Each store has one set of lanes. */
function lanesOf(unitOfWork: UnitOfWork): Lanes {
  let lanes = lanesOfStores.get(unitOfWork);
  if (lanes === undefined) {
    lanes = new Lanes(unitOfWork);
    lanesOfStores.set(unitOfWork, lanes);
  }
  return lanes;
}
