import { createInterface } from 'node:readline';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { type Answer, accountsOn, type Call } from '../accounts.ts';

/** A request to the process: carry out a call, or return the log. */
export interface Asked {
  readonly id: number;
  readonly call?: Call;
}
/** Its answer. */
export interface Said {
  readonly id: number;
  readonly answer: Answer;
  readonly events: readonly string[];
}

/** Carries out calls, each a line of JSON, many at once. Ends at the line `end`. */
export default async function main({ filename }: { readonly filename: string }): Promise<void> {
  const store = await openSqlite({ filename, busyWaitMs: 60_000 });
  const accounts = accountsOn(store);
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'end') break;
    void answer(line);
  }
  await store[Symbol.asyncDispose]();
  process.stdin.destroy();

  async function answer(line: string): Promise<void> {
    const { id, call }: Asked = JSON.parse(line);
    const answer = call === undefined ? {} : await accounts.call(call);
    const said: Said = { id, answer, events: await accounts.events() };
    process.stdout.write(`${JSON.stringify(said)}\n`);
  }
}
