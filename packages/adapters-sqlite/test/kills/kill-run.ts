import { existsSync, readFileSync } from 'node:fs';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, DomainError, type Orderfolio, type Store } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import { startChild } from '../processes/child-process.ts';
import type { FlowsInput } from '../processes/flows.ts';
import { seededRandom } from '../support/random.ts';
import { ASSET, carryOut, type FlowCommand, type LogLine } from './flow-command.ts';
import { faultsOf } from './invariants.ts';

/** The result of one kill, counted in commands. */
export interface KillReport {
  readonly acknowledged: number;
  readonly refused: number;
  /** Commands that were not answered before the kill, but were stored. */
  readonly storedUnanswered: number;
  /** Commands that were not answered before the kill, and were not stored. */
  readonly lostUnanswered: number;
  /** Everything that is wrong, in words. */
  readonly faults: readonly string[];
}

/**
 * The kill comes after so many acknowledged commands and then so many turns of the event loop, so it can hit the
 * process anywhere.
 */
const LATEST_KILL = 500;
const LATEST_TURN = 400;

/** Starts the flows on the file, kills them with SIGKILL at a point that the seed chooses, and checks the file. */
export async function killOnce({ filename, log, seed }: FlowsInput): Promise<KillReport> {
  const random = seededRandom(seed);
  const child = startChild('./flows.ts', { filename, log, seed });
  const commands = random.integer(LATEST_KILL);
  for (let line = 0; line <= commands; line++) {
    if ((await child.nextLine()) === undefined) break;
  }
  const turns = random.integer(LATEST_TURN);
  for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
  await child.kill();
  if (child.process.signalCode !== 'SIGKILL') throw new Error(`seed ${seed}: the flows ended before they were killed`);
  return inspect(filename, readLog(log));
}

interface Sent {
  readonly command: FlowCommand;
  id?: string;
  refusal?: string;
}

/** The commands of the log, each with its answer if there was one. The kill may have cut the last line short. */
function readLog(log: string): readonly Sent[] {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(0, -1) : [];
  const sent: Sent[] = [];
  for (const text of lines) {
    const line: LogLine = JSON.parse(text);
    if ('sent' in line) sent[line.sent] = { command: line.command };
    else {
      const answered = sent['done' in line ? line.done : line.refused];
      if (answered === undefined) throw new Error(`an answer to a command that was not sent: ${text}`);
      if ('done' in line) answered.id = line.id;
      else answered.refusal = line.code;
    }
  }
  return sent;
}

async function inspect(filename: string, sent: readonly Sent[]): Promise<KillReport> {
  const faults = [...(await faultsOf(filename))];
  let [acknowledged, refused, storedUnanswered, lostUnanswered] = [0, 0, 0, 0];
  {
    await using store = await openSqlite({ filename });
    const app = createOrderfolio({ store });
    for (const { command, id, refusal } of sent) {
      const found = await (refusal === undefined ? findResult(app, command) : findReceipt(store, command));
      if (id !== undefined) {
        acknowledged++;
        if (found !== id) faults.push(`acknowledged as ${id}, found as ${found}: ${JSON.stringify(command)}`);
      } else if (refusal !== undefined) {
        refused++;
        if (found !== undefined) faults.push(`refused with ${refusal}, and stored: ${JSON.stringify(command)}`);
      } else if (found === undefined) lostUnanswered++;
      else storedUnanswered++;
    }
  }
  // The commands without an answer were just repeated. The file must be sound after that too.
  faults.push(...(await faultsOf(filename)).map((fault) => `after the repeats: ${fault}`));
  return { acknowledged, refused, storedUnanswered, lostUnanswered, faults };
}

/** The id of what the command had made before the kill, or undefined. To learn it, a command with a key is repeated. */
async function findResult(app: Orderfolio, command: FlowCommand): Promise<string | undefined> {
  try {
    switch (command.kind) {
      case 'create asset':
        return (await app.assets.get(ASSET)).assetId;
      case 'create user':
        return (await app.funds.getBalance(command.username)).username;
      case 'complete':
      case 'cancel': {
        const { username, transactionId, kind } = command;
        const { status } = await app.funds.getTransaction(username, transactionId);
        return status === (kind === 'complete' ? 'COMPLETED' : 'CANCELLED') ? transactionId : undefined;
      }
      default: {
        const { id, replayed } = await carryOut(app, command);
        return replayed ? id : undefined;
      }
    }
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** The id of what a command with a key had made, without repeating it. */
async function findReceipt(store: Store, command: FlowCommand): Promise<string | undefined> {
  if (!('idempotencyKey' in command || 'clientOrderId' in command)) return undefined;
  const { username } = command;
  const [receipt] = await adapterStoreOf(store).unitOfWork.read([
    'clientOrderId' in command
      ? { entity: 'receipt', username, scope: 'ORDER', key: command.clientOrderId }
      : { entity: 'receipt', username, scope: 'FUNDS', key: command.idempotencyKey },
  ]);
  return receipt?.subjectId;
}
