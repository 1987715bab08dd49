import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type BatchWork,
  ConcurrencyConflictError,
  InsufficientBalanceError,
  type ObservedWork,
  type Observer,
  OutcomeUnknownError,
  StorageFailedError,
} from '@orderfolio/domain';
import {
  type Command,
  type CommandContext,
  type EntityReader,
  execute,
  guardedObserver,
  insert,
  openBalance,
  type UnitOfWork,
} from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { NOW } from '../fixtures.ts';
import { versionedStore } from './versioned-store.ts';

type Told = { [Method in Exclude<keyof Observer, 'begin'>]-?: Parameters<NonNullable<Observer[Method]>>[0][] };

/** Keeps all that it is told. */
function recordingObserver() {
  const told: Told = {
    command: [],
    tried: [],
    batch: [],
    commit: [],
    request: [],
    lock: [],
    exchange: [],
    consumed: [],
    failed: [],
  };
  const begun: ObservedWork[] = [];
  const observer: Observer = {
    begin(work) {
      begun.push(work);
      return undefined;
    },
    command: (facts) => void told.command.push(facts),
    tried: (facts) => void told.tried.push(facts),
    batch: (facts) => void told.batch.push(facts),
    commit: (facts) => void told.commit.push(facts),
  };
  return { observer, begun, told };
}

let opened = 0;

/** Opens a balance of its own, and shares a commit with others of the queue. */
function open(name: string, terms: Partial<Command<undefined, unknown>> = {}): Command<undefined, unknown> {
  const username = `user_${++opened}`;
  return {
    name,
    queue: 'lane',
    sharesCommit: true,
    gather: async () => undefined,
    decide: () => ({ result: 'opened', changes: [insert('balance', openBalance(username, 'USD', NOW))] }),
    ...terms,
  };
}

const refused = (): never => {
  throw new InsufficientBalanceError({ username: 'alice_01', currency: 'USD', required: amount, available: amount });
};
const amount = { toFixed: () => '1', toString: () => '1', toJSON: () => '1' };

function observed(observer: Observer) {
  const { context, ...store } = versionedStore();
  const watched: CommandContext = { ...context, warmForMs: 0, observer: guardedObserver(observer) };
  return { ...store, context: watched };
}

describe('an observer', () => {
  test('is told of each command: its name, its outcome, its code, its tries and its time', async () => {
    const { observer, told } = recordingObserver();
    const { context } = observed(observer);
    const replay = { result: { replayed: true }, changes: [], restsOnReceipt: true } as const;
    const broken = (): never => {
      throw new TypeError('a fault');
    };
    await execute(context, open('one'));
    await execute(context, open('two', { decide: () => replay }));
    await execute(context, open('three', { decide: refused })).catch(() => undefined);
    await execute(context, open('four', { decide: broken })).catch(() => undefined);
    const said = told.command.map(({ work, outcome, code, tries }) => [work.name, outcome, code, tries]);
    expect(said).toEqual([
      ['one', 'done', undefined, 1],
      ['two', 'replayed', undefined, 1],
      ['three', 'refused', 'INSUFFICIENT_BALANCE', 1],
      ['four', 'failed', undefined, 1],
    ]);
    for (const { durationMs, queuedMs } of told.command) {
      expect(queuedMs).toBeGreaterThanOrEqual(0);
      expect(durationMs).toBeGreaterThanOrEqual(queuedMs);
    }
  });

  test('is told of a batch with the commands that share it, and of one commit', async () => {
    const { observer, begun, told } = recordingObserver();
    const { context } = observed(observer);
    await Promise.all([execute(context, open('one')), execute(context, open('two')), execute(context, open('three'))]);
    const [batch] = told.batch;
    expect(batch).toMatchObject({ tries: 1, answered: 3 });
    expect(batch?.work.commands.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
    // What begins and what ends is one object, so that a tracer can tell them by it.
    expect(told.command.map(({ work }) => work)).toEqual(begun.slice(0, 3));
    for (const [index, { work }] of told.command.entries()) expect(work).toBe(batch?.work.commands[index]);
    expect(told.commit).toHaveLength(1);
    expect(told.commit[0]).toMatchObject({ work: { changes: 3 }, sent: 1 });
  });

  test('is told of each lost try, by all commands of the batch, and why', async () => {
    const { observer, told } = recordingObserver();
    const { context, answerNext } = observed(observer);
    answerNext(() => new ConcurrencyConflictError({ entity: 'balance' }));
    answerNext(() => new ConcurrencyConflictError({ entity: 'balance' }));
    await Promise.all([execute(context, open('one')), execute(context, open('two'))]);
    expect(told.tried.map(({ number, on, code }) => [number, on, code])).toEqual([
      [1, 'reads', 'CONCURRENCY_CONFLICT'],
      [2, 'reads', 'CONCURRENCY_CONFLICT'],
      [3, 'reads', undefined],
    ]);
    expect(told.batch.map(({ tries }) => tries)).toEqual([3]);
    expect(told.command.map(({ tries }) => tries)).toEqual([3, 3]);
    expect(told.commit.map(({ code }) => code)).toEqual(['CONCURRENCY_CONFLICT', 'CONCURRENCY_CONFLICT', undefined]);
  });

  test('is told how often a commit with an unknown outcome was sent, as one commit', async () => {
    const { observer, told } = recordingObserver();
    const { context, answerNext } = observed(observer);
    for (let sent = 0; sent < 2; sent++) answerNext(() => new OutcomeUnknownError({ token: 'lost' }));
    await execute(context, open('one'));
    expect(told.commit.map(({ sent, code }) => [sent, code])).toEqual([[3, undefined]]);
    for (let sent = 0; sent < 5; sent++) answerNext(() => new OutcomeUnknownError({ token: 'lost' }));
    await execute(context, open('two')).catch(() => undefined);
    expect(told.commit[1]).toMatchObject({ sent: 5, code: 'OUTCOME_UNKNOWN' });
    expect(told.command[1]).toMatchObject({ outcome: 'failed', code: 'OUTCOME_UNKNOWN' });
  });

  test('is told of a try that could not be read for', async () => {
    const { observer, told } = recordingObserver();
    const { context } = observed(observer);
    const unitOfWork: UnitOfWork = {
      ...context.unitOfWork,
      read: () => Promise.reject(new StorageFailedError({ reason: 'down', retryable: true })),
    };
    const gather = async (reader: EntityReader) => void (await reader.read([{ entity: 'user', username: 'alice_01' }]));
    const commands = ['one', 'two'].map((name) => execute({ ...context, unitOfWork }, open(name, { gather })));
    await Promise.allSettled(commands);
    expect(told.tried.map(({ on, code }) => [on, code])).toEqual([['reads', 'STORAGE_FAILED']]);
    expect(told.command.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  });

  test('has a say in how a batch is carried out, and each caller keeps its own context', async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const { context } = observed({
      begin(work) {
        if (work.kind === 'command') seen.push([work.name, storage.getStore()]);
        if (work.kind !== 'batch') return undefined;
        return { run: (act) => storage.run(namesOf(work), act) };
      },
    });
    const looking = (name: string) => open(name, { gather: async () => void seen.push(storage.getStore()) });
    const call = (caller: string, command: Command<undefined, unknown>) =>
      storage.run(caller, async () => {
        await execute(context, command);
        return storage.getStore();
      });
    const callers = [call('alice', looking('one')), call('bob', looking('two'))];
    expect(await Promise.all(callers)).toEqual(['alice', 'bob']);
    expect(seen.slice(0, 2)).toEqual([
      ['one', 'alice'],
      ['two', 'bob'],
    ]);
    expect(new Set(seen.slice(2))).toEqual(new Set(['one+two']));
  });

  test('shares no batch with commands that another observer is told of', async () => {
    const [one, two] = [recordingObserver(), recordingObserver()];
    const { context } = observed(one.observer);
    const other = { ...context, observer: guardedObserver(two.observer) };
    await Promise.all([execute(context, open('one')), execute(other, open('two')), execute(context, open('three'))]);
    expect(one.told.command.map(({ work }) => work.name)).toEqual(['one', 'three']);
    expect(two.told.command.map(({ work }) => work.name)).toEqual(['two']);
    expect([one.told.batch.length, two.told.batch.length]).toEqual([2, 1]);
  });
});

function namesOf({ commands }: BatchWork): string {
  return commands.map(({ name }) => name).join('+');
}

const nothing = (): undefined => undefined;
const fails = (_given?: unknown): never => {
  throw new Error('the observer is broken');
};
/** As an `async` method of an observer. */
const rejects = (): never => Promise.reject(new Error('the observer is broken')) as never;

/** One that does the same for every method. */
function always(act: (argument: never) => unknown): Observer {
  return new Proxy({}, { get: () => act });
}

let late: () => void = nothing;

describe('an observer changes nothing', () => {
  test.each<readonly [string, Observer]>([
    ['that throws', always(fails)],
    ['that rejects', always(rejects)],
    ['that never answers', always(() => new Promise(nothing))],
    ['that returns a number', always(() => 42)],
    ['whose methods are none', new Proxy({}, { get: () => 'no method' })],
    ['that cannot be read', new Proxy({}, { get: fails })],
    ['that returns what cannot be read', always(() => new Proxy({}, { get: fails }))],
    ['that runs no work', { begin: () => ({ run: nothing }) }],
    ['that runs it twice', { begin: () => ({ run: (act) => [act(), act()] }) }],
    ['that runs it, and throws', { begin: () => ({ run: (act) => fails(act()) }) }],
    [
      'that runs the work of one within another',
      {
        begin: () => ({
          run(act) {
            late();
            late = act;
          },
        }),
      },
    ],
    [
      'that changes what it is told',
      always((argument: object) => void Object.assign(argument, { kind: 'x', commands: [] })),
    ],
  ])('%s', async (_what, observer) => {
    const { context, commits } = observed(observer);
    const plain = versionedStore();
    const story = (): readonly Command<undefined, unknown>[] => [
      open('one'),
      open('two', { decide: refused }),
      open('three', { sharesCommit: false }),
      open('four'),
    ];
    const outcomes = async (given: CommandContext) => {
      const settled = await Promise.allSettled(story().map((command) => execute(given, command)));
      return settled.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.code));
    };
    const told = await outcomes(context);
    expect(told).toEqual(await outcomes({ ...plain.context, warmForMs: 0 }));
    expect(told).toEqual(['opened', 'INSUFFICIENT_BALANCE', 'opened', 'opened']);
    expect(commits.map(({ changes }) => changes.length)).toEqual(plain.commits.map(({ changes }) => changes.length));
  });
});
