import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT } from './workspace.ts';

const limit = z.int().nonnegative();

const budgetSchema = z.strictObject({
  /** The imports of a service with this package, by door. They make the bundle. */
  imports: z.record(z.string(), z.array(z.string())),
  /** Native addons, which no bundle can hold. */
  external: z.array(z.string()),
  /** The bundle of `imports` and all that it needs, minified. */
  bundleKilobytes: limit,
  /**
   * The number and the size of the files that Node loads for `imports`. Unlike the start time, they are always the
   * same.
   */
  modules: limit,
  parsedKilobytes: limit,
  tarballKilobytes: limit,
  tarballFiles: limit,
  /** Names that the doors export without a docstring. */
  undocumentedNames: limit,
});

export type Budget = z.output<typeof budgetSchema>;

/** The measurements with a limit. */
type Measure = Exclude<keyof Budget, 'imports' | 'external'>;

export interface Measurement {
  readonly packageName: string;
  readonly measure: Measure;
  readonly value: number;
}

export type Budgets = Readonly<Record<string, Budget>>;

export function readBudgets(): Budgets {
  const text = readFileSync(join(ROOT, 'packaging/budgets.json'), 'utf8');
  return z.record(z.string(), budgetSchema).parse(JSON.parse(text));
}

export function budgetOf(budgets: Budgets, packageName: string): Budget {
  const budget = budgets[packageName];
  if (budget === undefined) throw new Error(`${packageName} has no budget in packaging/budgets.json.`);
  return budget;
}

export const kilobytes = (bytes: number): number => Math.ceil(bytes / 1000);

/** The table of measurements beside their limits, and the lines that are over. */
export function compare(
  measurements: readonly Measurement[],
  budgets: Budgets,
): { readonly table: string; readonly over: readonly string[] } {
  const rows = measurements.map(({ packageName, measure, value }) => {
    const most = budgetOf(budgets, packageName)[measure];
    const line = `${packageName.padEnd(30)} ${measure.padEnd(18)} ${String(value).padStart(6)} of ${String(most).padStart(6)}`;
    return { line, isOver: value > most };
  });
  return {
    table: rows.map(({ line, isOver }) => `${line}${isOver ? '  over' : ''}\n`).join(''),
    over: rows.filter(({ isOver }) => isOver).map(({ line }) => line),
  };
}

/** Prints the table. The exit status becomes 1 if anything is over its budget. */
export function report(measurements: readonly Measurement[]): void {
  const { table, over } = compare(measurements, readBudgets());
  process.stdout.write(table);
  if (over.length === 0) return;
  process.stdout.write('Over the budget of packaging/budgets.json: make it smaller, or raise the limit and say why.\n');
  process.exitCode = 1;
}
