import { startChild } from '../../../adapters-sqlite/test/processes/child-process.ts';
import type { Accounts, Call } from './accounts.ts';
import type { Asked, Said } from './processes/account-process.ts';

/** Accounts in a process of their own, over a SQLite file. */
export interface AccountChild extends Accounts {
  end(): Promise<void>;
}

export async function startAccounts(filename: string): Promise<AccountChild> {
  const child = startChild(new URL('./processes/account-process.ts', import.meta.url).href, { filename });
  await child.nextLine();
  const waiting = new Map<number, (said: Said) => void>();
  let asked = 0;
  const reading = readAnswers();

  async function readAnswers(): Promise<void> {
    for (let line = await child.nextLine(); line !== undefined; line = await child.nextLine()) {
      const said: Said = JSON.parse(line);
      waiting.get(said.id)?.(said);
      waiting.delete(said.id);
    }
  }

  function ask(call?: Call): Promise<Said> {
    asked += 1;
    const line: Asked = { id: asked, ...(call && { call }) };
    const said = new Promise<Said>((resolve) => waiting.set(line.id, resolve));
    child.tell(JSON.stringify(line));
    return said;
  }

  return {
    call: async (call) => (await ask(call)).answer,
    events: async () => (await ask()).events,
    async end() {
      child.tell('end');
      await reading;
      await child.finish();
    },
  };
}
