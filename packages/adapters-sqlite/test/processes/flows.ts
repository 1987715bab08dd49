import { openSync, writeSync } from 'node:fs';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, DomainError } from '@orderfolio/domain';
import { carryOut, type FlowCommand, type LogLine } from '../kills/flow-command.ts';
import { type Random, seededRandom } from '../support/random.ts';

export interface FlowsInput {
  readonly filename: string;
  /** The log: it has every command before it is sent, and when it is answered. */
  readonly log: string;
  readonly seed: number;
}

const USERS = ['alice_01', 'bob_0001', 'carol_01', 'dave_001', 'erin_001', 'frank_01'] as const;
const CALLERS = 16;

type Pending = Extract<FlowCommand, { readonly transactionId: string }>;

/** Lets 16 callers send commands until it is killed. Prints a line for each acknowledged command. */
export default async function main({ filename, log, seed }: FlowsInput): Promise<void> {
  // If the parent is gone, nobody will kill this process.
  process.stdin.on('end', () => process.exit()).resume();
  const logFile = openSync(log, 'a');
  // The write is synchronous, so the log outlives this process.
  const write = (line: LogLine): void => void writeSync(logFile, `${JSON.stringify(line)}\n`);
  process.stdout.write('opening\n');
  const app = createOrderfolio({ store: await openSqlite({ filename }) });
  let sent = 0;

  async function send(command: FlowCommand): Promise<string | undefined> {
    const number = sent++;
    write({ sent: number, command });
    try {
      const { id } = await carryOut(app, command);
      write({ done: number, id });
      process.stdout.write('acknowledged\n');
      return id;
    } catch (error) {
      if (!(error instanceof DomainError && 'code' in error)) throw error;
      write({ refused: number, code: String(error.code) });
      return undefined;
    }
  }

  await Promise.all([
    send({ kind: 'create asset' }),
    ...USERS.map((username) => send({ kind: 'create user', username })),
  ]);
  const random = seededRandom(seed);
  const pending: Pending[] = [];
  async function call(): Promise<never> {
    for (;;) {
      const command =
        pending.length > 0 && random.integer(4) === 0 ? pending.shift() : nextCommand(random, `${seed}-${sent}`);
      if (command === undefined) continue;
      const id = await send(command);
      if (id !== undefined && 'status' in command && command.status === 'PENDING') {
        pending.push({ kind: random.pick(['complete', 'cancel']), username: command.username, transactionId: id });
      }
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, call));
}

function nextCommand(random: Random, key: string): FlowCommand {
  const username = random.pick(USERS);
  const kind = random.pick(['deposit', 'deposit', 'withdraw', 'MARKET_BUY', 'MARKET_SELL']);
  if (kind === 'MARKET_BUY' || kind === 'MARKET_SELL') {
    const quantity = `0.0${random.integer(9) + 1}`;
    return { kind, username, quantity, clientOrderId: key };
  }
  const amount = `${random.integer(kind === 'deposit' ? 500 : 100) + 1}.${random.integer(90) + 10}`;
  return { kind, username, amount, status: random.pick(['COMPLETED', 'COMPLETED', 'PENDING']), idempotencyKey: key };
}
