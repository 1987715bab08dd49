import fc from 'fast-check';
import { FAULTS, type FaultPlan, faultsInOrder } from '../faults.ts';

/** Mostly short, some longer than a command is willing to try. */
const times = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 3, arbitrary: fc.integer({ min: 5, max: 7 }) },
  { weight: 1, arbitrary: fc.constant(30) },
);
/** Faults of one kind after another, each for a while. Undefined: nothing goes wrong. */
export const bursts = fc.array(fc.tuple(fc.option(fc.constantFrom(...FAULTS), { nil: undefined, freq: 2 }), times), {
  maxLength: 30,
});
export type Bursts = typeof bursts extends fc.Arbitrary<infer Value> ? Value : never;

/** The bursts as a plan, one commit after another. */
export function planOf(planned: Bursts): FaultPlan {
  return faultsInOrder(planned.flatMap(([fault, times]) => Array.from({ length: times }, () => fault)));
}
