import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Store } from '@orderfolio/domain';
import {
  adapterStoreOf,
  type EntitiesOf,
  type Entity,
  type EntityKey,
  openBalance,
  publishStore,
  type ReadKeys,
} from '@orderfolio/domain/adapter';

const HELP = `usage: pnpm bench:users [--users N]

  --users N   users, each of which deposits once (default 1000000)
`;

/** Users whose deposits are under way at once. */
const AT_ONCE = 1_000;
const OPENED_AT = '2024-01-01T00:00:00.000Z';

/** A store that keeps nothing, and in which every user has an empty balance. So only the library's memory grows. */
async function forgetfulStore(): Promise<Store> {
  const store = await openSqlite({ filename: ':memory:' });
  const found = (key: EntityKey | undefined): Entity | undefined =>
    key?.entity === 'balance' ? openBalance(key.username, 'USD', OPENED_AT) : undefined;
  return publishStore({
    ...adapterStoreOf(store),
    unitOfWork: {
      // A map over a tuple is an array to the compiler: that it has the tuple's shape is stated here.
      read: async <const Keys extends ReadKeys>(keys: Keys) => keys.map(found) as EntitiesOf<Keys>,
      commit: async () => undefined,
    },
  });
}

/** Sends each of them once, many at a time. The store stays open, so the library keeps what it remembers. */
async function depositEach(users: number, warmForMs: number | undefined): Promise<Store> {
  const store = await forgetfulStore();
  const app = createOrderfolio({ store, warmForMs });
  for (let first = 0; first < users; first += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, users - first) }, (_nothing, index) => first + index);
    await Promise.all(batch.map((user) => app.funds.deposit({ username: `user_${user}`, amount: '1.00' })));
  }
  return store;
}

async function main(users: number): Promise<void> {
  const collect: () => void = runInNewContext('gc');
  const heap = async (): Promise<number> => {
    // Finished work is released in the next turn.
    await setImmediate();
    collect();
    return process.memoryUsage().heapUsed;
  };
  // Code that is compiled on first use is there before the counting begins.
  await (await depositEach(10 * AT_ONCE, undefined))[Symbol.asyncDispose]();
  process.stdout.write(`heap in use once ${users.toLocaleString('en')} users have deposited, each once\n\n`);
  for (const [name, warmForMs] of WAYS) {
    const before = await heap();
    const store = await depositEach(users, warmForMs);
    process.stdout.write(
      `${name.padEnd(36)}${(((await heap()) - before) / 1e6).toFixed(1).padStart(6)} MB more than before\n`,
    );
    await store[Symbol.asyncDispose]();
  }
}

/** The library remembers a bounded number of entities: 10,000 by default. */
const WAYS = [
  ['remembering nothing (warmForMs: 0)', 0],
  ['remembering (warmForMs, the default)', undefined],
] as const;

const { values } = parseArgs({
  options: { users: { type: 'string', default: '1000000' }, help: { type: 'boolean' } },
});
const users = Number(values.users);
// This must come before the first collection, since `gc` exists only after it.
setFlagsFromString('--expose-gc');
if (values.help || !Number.isInteger(users) || users < 1) process.stdout.write(HELP);
else await main(users);
