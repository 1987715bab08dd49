import { Decimal, ZERO } from '@orderfolio/domain';
import { addQuantity } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { holdQuantity } from '../../src/entities/asset-balance.ts';
import { decideAssetAdjustment, decideTransferIn, decideTransferOut } from '../../src/rules/asset-movement.ts';
import { assetAt, LATER, momentAt, OPENING, thrownBy } from '../fixtures.ts';

const OWNER = { username: 'alice_01', assetId: 'BTC' };

function holdingOf(available: string, held?: string) {
  const free = new Decimal(available);
  const reserved = new Decimal(held ?? '0');
  const arrived = addQuantity(undefined, OWNER, { quantity: free.plus(reserved), costBasis: ZERO }, OPENING);
  return held === undefined ? arrived : holdQuantity(arrived, OWNER, reserved, OPENING);
}

const command = (quantity: string) => ({ ...OWNER, quantity: new Decimal(quantity) });
const asset = assetAt('50000', { quantityScale: 2, minQuantity: new Decimal('0.5') });

describe('moving assets without a trade', () => {
  test('writes a row and the holding after it, and nothing else', () => {
    const holding = holdingOf('2');
    const { result, changes, subjectId } = decideTransferIn(command('1'), { asset, holding }, momentAt(LATER));
    expect(changes).toEqual([
      { action: 'insert', entity: 'assetTransaction', value: result.assetTransaction },
      { action: 'save', entity: 'assetBalance', previous: holding, value: result.assetBalance },
    ]);
    expect(subjectId).toBe(result.assetTransaction.transactionId);
    expect(result.assetTransaction).toMatchObject({ quantityAfter: new Decimal('3'), holdingSequence: 2 });
    expect(result.assetBalance).toMatchObject({
      quantity: new Decimal('3'),
      version: 2,
      sequence: 2,
      updatedAt: LATER,
    });
  });

  test('refuses what would not fit: no holding has more than 38 digits', () => {
    const holding = holdingOf('9'.repeat(38));
    const refusal = thrownBy(() => decideTransferIn(command('1'), { asset, holding }, momentAt(LATER)));
    expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED', field: 'quantity' });
  });

  test.each([
    ['0.49', 'below the minimum'],
    ['1.001', 'of more decimals than the asset has'],
  ])('a transfer of %s, %s, is refused', (quantity) => {
    const facts = { asset, holding: holdingOf('5') };
    for (const decide of [decideTransferIn, decideTransferOut]) {
      const refusal = thrownBy(() => decide(command(quantity), facts, momentAt(LATER)));
      expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED', field: 'quantity' });
    }
  });
});

describe('an adjustment', () => {
  const adjust = (quantity: string, available: string, held?: string) =>
    decideAssetAdjustment(command(quantity), { asset, holding: holdingOf(available, held) }, momentAt(LATER));

  test('of less than the minimum is allowed', () => {
    expect(adjust('-0.01', '5').result.assetBalance.quantity.toString()).toBe('4.99');
    expect(adjust('0.01', '5').result.assetBalance.quantity.toString()).toBe('5.01');
  });

  test('of more decimals than the asset has is allowed where it takes all that is available', () => {
    const { assetBalance } = adjust('-0.00456', '0.00456', '1').result;
    expect(assetBalance).toMatchObject({ available: new Decimal('0'), held: new Decimal('1') });
    for (const quantity of ['-0.00455', '0.00456']) {
      const refusal = thrownBy(() => adjust(quantity, '0.00456', '1'));
      expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED', field: 'quantity' });
    }
  });
});
