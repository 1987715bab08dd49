import { movedBy } from '../chains.ts';
import { exact } from './amounts.ts';
import type { StoredAccount } from './stored.ts';

/** One effect on a balance or a holding, in figures of 10⁻³⁸. */
interface Effect {
  readonly id: string;
  readonly sequence: number | undefined;
  readonly moved: bigint;
  readonly after: bigint;
}

/** The faults in the order of an account's effects. */
export function* brokenChains({ balances, holdings, cashRows, assetRows }: StoredAccount): Generator<string> {
  for (const { username, currency, currentBalance, sequence, createdAt, updatedAt } of balances) {
    const rows = cashRows.filter((row) => row.currency === currency);
    const effects = rows
      .filter(({ status }) => status === 'COMPLETED')
      .map((row) => ({
        id: row.transactionId,
        sequence: row.balanceSequence,
        moved: exact(`${row.amount}`),
        after: exact(`${row.balanceAfter}`),
      }));
    const whose = `the ${currency} of ${username}`;
    yield* brokenChain(whose, effects, sequence, exact(`${currentBalance}`));
    const afters = new Map(effects.map((effect) => [effect.sequence, effect.after]));
    for (const { transactionId, balanceSequence = -1, balanceAfter } of rows)
      if (exact(`${balanceAfter}`) !== (balanceSequence === 0 ? 0n : afters.get(balanceSequence)))
        yield `row ${transactionId} of ${whose} shows ${balanceAfter}, which is not the balance after effect ${balanceSequence}`;
    // A pending deposit leaves the balance as it is, and the balance does not know when it was made.
    const known = rows.filter(
      ({ type, status, version }) => type !== 'DEPOSIT' || (status === 'COMPLETED' && version === 1),
    );
    yield* brokenStamps(whose, [{ createdAt, updatedAt: createdAt }, ...known.toReversed()], updatedAt);
  }
  for (const { username, assetId, quantity, sequence, createdAt, updatedAt } of holdings) {
    const rows = assetRows.filter((row) => row.assetId === assetId);
    const effects = rows.map((row) => ({
      id: row.transactionId,
      sequence: row.holdingSequence,
      moved: exact(`${movedBy(row)}`),
      after: exact(`${row.quantityAfter}`),
    }));
    const whose = `the ${assetId} of ${username}`;
    yield* brokenChain(whose, effects, sequence, exact(`${quantity}`));
    yield* brokenStamps(whose, [{ createdAt, updatedAt: createdAt }, ...rows.toReversed()], updatedAt);
  }
}

function* brokenChain(whose: string, effects: readonly Effect[], count: number, stored: bigint): Generator<string> {
  let running = 0n;
  const inOrder = effects.toSorted((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0));
  for (const [index, { id, sequence, moved, after }] of inOrder.entries()) {
    running += moved;
    if (sequence !== index + 1) yield `row ${id} of ${whose} is effect ${sequence}, and not ${index + 1}`;
    if (after !== running) yield `row ${id} of ${whose} does not follow from the effect before it`;
  }
  if (count !== effects.length) yield `${whose} counts ${count} effects, and has ${effects.length}`;
  if (stored !== running) yield `${whose} is not what its last effect left`;
}

interface Stamped {
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** In the order of their ids, the rows were made one after another, and the last change is that of what they changed. */
function* brokenStamps(whose: string, rows: readonly Stamped[], last: string): Generator<string> {
  let before = '';
  for (const { createdAt, updatedAt } of rows) {
    if (createdAt < before) yield `a row of ${whose} was made at ${createdAt}, and one before it at ${before}`;
    if (updatedAt < createdAt) yield `a row of ${whose} was made at ${createdAt} and changed at ${updatedAt}`;
    if (updatedAt > last) yield `a row of ${whose} was changed at ${updatedAt}, after the last change at ${last}`;
    before = createdAt;
  }
}
