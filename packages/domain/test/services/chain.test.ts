import { propertyRuns } from '@orderfolio/conformance';
import { Decimal, describeDifference } from '@orderfolio/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Chain, type Effect } from '../../src/services/reconciliation/chain.ts';
import { Findings } from '../../src/services/reconciliation/difference.ts';
import { NOW } from '../fixtures.ts';

const runs = propertyRuns('chains', 300);
const NAMES = { after: 'balanceAfter', sequence: 'balanceSequence', total: 'currentBalance' } as const;
const OWNER = { entity: 'balance', id: 'USD' } as const;
const NOTHING = new Decimal('0');

function effect(sequence: number, change: string, after: string, id = `row ${sequence}`): Effect {
  const row = { entity: 'balanceTransaction', id } as const;
  return { row, sequence, change: new Decimal(change), after: new Decimal(after), at: NOW };
}

/** Effects of 1 each, starting at zero. */
function ones(count: number): Effect[] {
  return Array.from({ length: count }, (_nothing, index) => effect(index + 1, '1', `${index + 1}`));
}

/** The differences of these effects, on a balance with their number and their sum. */
function found(effects: readonly Effect[], sequence: number, total: string, before = NOTHING): string[] {
  const findings = new Findings();
  const chain = new Chain(findings, NAMES);
  for (const each of effects) chain.add(each);
  chain.end(OWNER, { sequence, total: new Decimal(total) }, before);
  return findings.differences.map(describeDifference);
}

describe('the effects on a balance', () => {
  test('follow from one another in whatever order they come', () => {
    const shuffled = fc
      .integer({ min: 0, max: 12 })
      .chain((count) => fc.shuffledSubarray(ones(count), { minLength: count, maxLength: count }));
    fc.assert(
      fc.property(shuffled, (effects) => {
        expect(found(effects, effects.length, `${effects.length}`)).toEqual([]);
      }),
      runs,
    );
  });

  test('of which some are missing are named from the first to the last that no row shows', () => {
    const [one, , , four, five] = ones(7);
    const rest = [one, four, five].filter((each) => each !== undefined).reverse();
    expect(found(rest, 7, '7')).toEqual([
      'balance USD: no row shows the effects 2 to 3',
      'balance USD: no row shows the effects 6 to 7',
      'balance USD: currentBalance is stored as 7, and should be 5',
    ]);
  });

  test('of which a row shows one that another shows too, are told apart by nothing: one of the rows is too many', () => {
    expect(found([...ones(3).reverse(), effect(2, '1', '2', 'again')], 3, '3')).toEqual([
      'balanceTransaction again is there, and belongs to nothing',
    ]);
  });

  test.each([
    [
      'another balance after it',
      effect(2, '1', '9'),
      ['row 3: balanceAfter is stored as 3, and should be 10', 'row 2: balanceAfter is stored as 9, and should be 2'],
    ],
    ['another amount', effect(2, '7', '2'), ['row 2: balanceAfter is stored as 2, and should be 8']],
  ])('do not follow from one with %s', (_name, second, differences) => {
    const [first, , third] = ones(3);
    const effects = [third, second, first].filter((each) => each !== undefined);
    expect(found(effects, 3, '3')).toEqual(differences.map((difference) => `balanceTransaction ${difference}`));
  });

  test('begin where the rows of an older release have ended', () => {
    const [first] = ones(1);
    if (first === undefined) throw new Error('there is no effect');
    expect(found([{ ...first, after: new Decimal('101') }], 1, '101', new Decimal('100'))).toEqual([]);
    expect(found([first], 1, '1', new Decimal('100'))).toEqual([
      'balanceTransaction row 1: balanceAfter is stored as 1, and should be 101',
    ]);
  });

  test('that ran back in time are told', () => {
    const [first, second] = ones(2);
    if (first === undefined || second === undefined) throw new Error('there are no effects');
    expect(found([{ ...second, at: '2026-01-31T11:59:59.999Z' }, first], 2, '2')).toEqual([
      `balanceTransaction row 2: updatedAt is stored as 2026-01-31T11:59:59.999Z, and should be ${NOW}`,
    ]);
  });
});

test('a row that has had no effect shows what the effects before it have left', () => {
  const findings = new Findings();
  const chain = new Chain(findings, NAMES);
  const row = (id: string) => ({ entity: 'balanceTransaction', id }) as const;
  chain.see({ row: row('right'), sequence: 2, after: new Decimal('2') });
  chain.see({ row: row('wrong'), sequence: 2, after: new Decimal('3') });
  chain.see({ row: row('of no effect'), sequence: 5, after: new Decimal('5') });
  for (const each of ones(2).reverse()) chain.add(each);
  chain.see({ row: row('first'), sequence: 0, after: NOTHING });
  chain.see({ row: row('not first'), sequence: 0, after: new Decimal('1') });
  chain.end(OWNER, { sequence: 2, total: new Decimal('2') }, NOTHING);
  expect(findings.differences.map(describeDifference)).toEqual([
    'balanceTransaction wrong: balanceAfter is stored as 3, and should be 2',
    'balanceTransaction of no effect: balanceSequence is stored as 5, and should be nothing',
    'balanceTransaction not first: balanceAfter is stored as 1, and should be 0',
  ]);
});
