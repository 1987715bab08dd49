import { handWrittenTransaction } from './hand-written-commit.ts';
import { handWrittenDeposit } from './hand-written-deposit.ts';
import { type Market, openMarket, temporaryFolder } from './market.ts';
import type { Compare, Comparison, Contender } from './rounds.ts';

const USERS = 64;
const AMOUNT = '12.34';

export interface KeysResult {
  readonly name: string;
  readonly perRound: number;
  readonly comparison: Comparison | undefined;
}

/** The cost of an idempotency key: deposits with one against deposits without. */
export async function compareKeys(compare: Compare): Promise<readonly KeysResult[]> {
  await using folder = await temporaryFolder();
  return [
    await depositOneByOne(compare, 'deposit in memory, one at a time'),
    await depositByHand(compare, '  by hand'),
    await depositAtOnce(compare, `deposit in a file, FULL, ${USERS} callers`, (name) => folder.file(name)),
  ];
}

async function depositOneByOne(compare: Compare, name: string): Promise<KeysResult> {
  const perRound = 4 * USERS;
  const send = async (deposit: Deposit): Promise<void> => {
    for (let sent = 0; sent < perRound; sent++) await deposit(sent);
  };
  return { name, perRound, comparison: await withAndWithout(compare, () => ':memory:', send, 120) };
}

/** What SQLite itself takes for the row of a receipt: no library can make a key cheaper than this. */
async function depositByHand(compare: Compare, name: string): Promise<KeysResult> {
  const perRound = 4 * USERS;
  let keys = 0;
  const contender = (called: string, { database, usernames }: Market, keyOf: () => string | undefined): Contender => {
    const deposit = handWrittenDeposit(database);
    const transaction = handWrittenTransaction(database);
    return {
      name: called,
      run() {
        for (let sent = 0; sent < perRound; sent++)
          transaction(() => deposit(usernames[sent % USERS] ?? '', AMOUNT, keyOf()));
      },
    };
  };
  await using withKeys = await openMarket({ filename: ':memory:', users: USERS });
  await using withoutKeys = await openMarket({ filename: ':memory:', users: USERS });
  const ours = contender('with a key', withKeys, () => `payment-${++keys}`);
  const [comparison] = await compare(ours, [contender('without', withoutKeys, () => undefined)], 120);
  return { name, perRound, comparison };
}

async function depositAtOnce(compare: Compare, name: string, filename: (name: string) => string): Promise<KeysResult> {
  const perCaller = 4;
  const send = async (deposit: Deposit): Promise<void> => {
    const caller = async (user: number): Promise<void> => {
      for (let sent = 0; sent < perCaller; sent++) await deposit(user);
    };
    await Promise.all(Array.from({ length: USERS }, (_, user) => caller(user)));
  };
  return { name, perRound: perCaller * USERS, comparison: await withAndWithout(compare, filename, send, 40) };
}

type Deposit = (user: number) => Promise<unknown>;

async function withAndWithout(
  compare: Compare,
  filename: (name: string) => string,
  send: (deposit: Deposit) => Promise<void>,
  rounds: number,
): Promise<Comparison | undefined> {
  await using withKeys = await openMarket({ filename: filename('with'), users: USERS });
  await using withoutKeys = await openMarket({ filename: filename('without'), users: USERS });
  let keys = 0;
  const ours: Contender = {
    name: 'with a key',
    run: () => send((user) => deposit(withKeys, user, `payment-${++keys}`)),
  };
  const others: Contender = { name: 'without', run: () => send((user) => deposit(withoutKeys, user)) };
  const [comparison] = await compare(ours, [others], rounds);
  return comparison;
}

function deposit({ app, usernames }: Market, user: number, idempotencyKey?: string): Promise<unknown> {
  const username = usernames[user % usernames.length] ?? '';
  return app.funds.deposit({ username, amount: AMOUNT, idempotencyKey });
}
