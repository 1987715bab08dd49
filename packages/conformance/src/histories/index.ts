import { ConcurrencyConflictError } from '@orderfolio/domain';
import { type EntityKey, keyWords, type UnitOfWork } from '@orderfolio/domain/adapter';
import { describe, expect } from 'vitest';
import type { Adapter } from '../adapter.ts';
import { type Place, testsOn } from '../place.ts';
import { propertyRuns } from '../sequences/runs.ts';
import { accountModel } from './account-model.ts';
import { withoutOrder } from './one-order.ts';
import { type AccountOperation, type HistoryOptions, recordHistory } from './record.ts';

/** How much is recorded. */
export interface HistoriesOptions {
  /** How many histories of each way. Default 10. ORDERFOLIO_RUNS overrides it. */
  readonly histories?: number | undefined;
  /** Callers in each of the two processes. Default 6. */
  readonly callers?: number | undefined;
  /** Commands of each caller. Default 12. */
  readonly commands?: number | undefined;
  /** How long one test may take, in milliseconds. Default 10 minutes. */
  readonly timeoutMs?: number | undefined;
}

type Way = Pick<HistoryOptions, 'faults' | 'warmForMs'>;

const WAYS: Readonly<Record<string, Way>> = {
  'what is remembered': { faults: 0, warmForMs: 5_000 },
  'what is read': { faults: 0, warmForMs: 0 },
  'what is remembered, through failing commits': { faults: 0.3, warmForMs: 5_000 },
  'what is read, through failing commits': { faults: 0.3, warmForMs: 0 },
};

/**
 * Registers tests with vitest. Callers of two processes use one account. Some order of a plain model must explain each
 * of their replies and refusals, and in that order a command follows all that had ended when it began. The commands are
 * decided on what is remembered and on what is read, and some commits fail or lose their replies. Further tests prove
 * that broken stores are found.
 *
 * The seed is printed; ORDERFOLIO_SEED gives it, ORDERFOLIO_RUNS the number of histories.
 *
 * @example testHistories({ name: 'memory', capabilities, open }, { histories: 100 });
 */
export function testHistories(adapter: Adapter, options: HistoriesOptions = {}): void {
  const { histories = 10, callers = 6, commands = 12, timeoutMs: timeout = 600_000 } = options;
  const { seed, numRuns } = propertyRuns(`histories, ${adapter.name}`, histories);
  const record = (place: Place, run: number, way: Omit<HistoryOptions, 'run' | 'seed'>) =>
    recordHistory(place, { ...way, run, seed: seed + run });

  describe(`${adapter.name}, seen by callers of two processes`, { timeout }, () => {
    const it = testsOn(adapter);
    for (const [name, way] of Object.entries(WAYS)) {
      it(`fits one order, decided on ${name}`, async (place) => {
        for (let run = 0; run < numRuns; run++) {
          expectOneOrder(await record(place, run, { ...way, callers, commands }), seed + run);
        }
      });
    }

    for (const [fault, over] of Object.entries(BROKEN)) {
      it(`fits no order where ${fault}`, async (place) => {
        const found: unknown[] = [];
        for (let run = 0; run < MOST_BROKEN && found.length === 0; run++) {
          const disorder = withoutOrder(await record(place, run, { ...SHOWS_FAULTS, over }), accountModel);
          if (disorder !== undefined) found.push(disorder);
        }
        expect(found).toHaveLength(1);
      });
    }
  });
}

/**
 * Fails, naming the seed, if no order of a plain model explains what the callers of one account saw. In such an order,
 * no command comes before one that had ended when it began.
 */
export function expectOneOrder(history: readonly AccountOperation[], seed: number): void {
  const disorder = withoutOrder(history, accountModel);
  if (disorder !== undefined) expect.fail(`seed ${seed} fits no order:\n${textOf(disorder)}`);
}

/** One of this many histories shows a fault. */
const MOST_BROKEN = 20;

/**
 * How a broken store is used. One caller of each process: the commands of several callers share what they read, and one that writes
 * finds out that it is old.
 */
const SHOWS_FAULTS = { faults: 0, warmForMs: 0, callers: 1, commands: 36 };

const BROKEN: Readonly<Record<string, (unitOfWork: UnitOfWork) => UnitOfWork>> = {
  'a repeat is carried out again': (unitOfWork) => ({
    read: (keys) => unitOfWork.read(keys),
    commit: ({ changes, ...rest }) =>
      unitOfWork.commit({
        ...rest,
        changes: changes.filter((change) => change.action === 'check' || change.entity !== 'receipt'),
      }),
  }),
  'a refusal rests on what was read some time ago': (unitOfWork) => {
    const seen = new Map<string, unknown>();
    return {
      async read(keys) {
        const entities = await unitOfWork.read(keys);
        for (const [index, key] of keys.entries()) {
          if (key?.entity !== 'balance') continue;
          if (seen.has(textOfKey(key))) Reflect.set(entities, index, seen.get(textOfKey(key)));
          else seen.set(textOfKey(key), entities[index]);
        }
        return entities;
      },
      // A command that writes meets a conflict, and then reads. A refused command does not.
      async commit(changeSet) {
        try {
          await unitOfWork.commit(changeSet);
        } catch (error) {
          seen.clear();
          throw error;
        }
      },
    };
  },
  'a commit that is stored is told to be a conflict': (unitOfWork) => {
    let stored = 0;
    return {
      read: (keys) => unitOfWork.read(keys),
      async commit(changeSet) {
        await unitOfWork.commit(changeSet);
        if (++stored % 10 === 0) throw new ConcurrencyConflictError({ entity: 'balance' });
      },
    };
  },
};

function textOfKey(key: EntityKey): string {
  return keyWords(key).join(' ');
}

function textOf({ longest, next }: { longest: readonly AccountOperation[]; next: readonly AccountOperation[] }) {
  return [...longest.slice(-12), 'and then none of', ...next]
    .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
    .join('\n');
}
