import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Comparison, compare } from '../sqlite/rounds.ts';
import { heading, line } from '../sqlite/table.ts';
import { marketBuy } from './market-buy.ts';

const HELP = `usage: pnpm bench:dynamodb [--rounds N]

  --rounds N   how many rounds of 200 orders each (default 40)
`;

const ORDERS = 200;

const EXPLANATION = `
One market buy: a BatchGetItem of four keys, a TransactWriteItems of five. A
request handler answers at once, so the time is the processor's.
ratio    our time divided by that by hand, within one round; 1.00 is as fast.
adapter  unitOfWork.read and commit: mapping, validation, versions, the plan.
command  orders.place: the same, and the decision.
by hand  the same requests with lib-dynamodb; nothing is computed or checked.
`;

/** The other benchmarks show their time divided by ours. This one shows ours divided by theirs. */
function priceOf({ name, ours, theirs, ratio }: Comparison): Comparison {
  return { name, ours, theirs, ratio: { median: 1 / ratio.median, min: 1 / ratio.max, max: 1 / ratio.min } };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '40' }, help: { type: 'boolean' } } });
  const rounds = Number(values.rounds);
  if (values.help || !Number.isInteger(rounds) || rounds < 1) {
    process.stdout.write(HELP);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const { command, adapter, byHand, bytes } = await marketBuy();
  const round = (name: string, one: () => Promise<unknown>) => ({
    name,
    run: async (): Promise<void> => {
      for (let order = 0; order < ORDERS; order++) await one();
    },
  });
  process.stdout.write(`Node ${process.versions.node}, ${availableParallelism()} CPUs\n\n`);
  process.stdout.write(`${heading('market buy', 'ours', 'by hand')}\n`);
  for (const [name, one] of [
    ['adapter', adapter],
    ['command', command],
  ] as const) {
    const [comparison] = await compare(round(name, one), [round('by hand', byHand)], rounds);
    if (comparison !== undefined) process.stdout.write(`${line(name, priceOf(comparison), ORDERS)}\n`);
  }
  const { ours, byHand: theirs } = await bytes();
  process.stdout.write(`\nbytes sent for one order: ${ours} ours, ${theirs} by hand\n${EXPLANATION}`);
}

await main();
