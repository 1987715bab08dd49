import * as z from 'zod';
import type { Decision } from '../command/execute.ts';
import { type Balance, credit, debit, openBalance, requireNotSuspended } from '../entities/balance.ts';
import { recordTransaction } from '../entities/balance-transaction.ts';
import { usernameSchema } from '../entities/user.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { currencySchema } from '../money/currency.ts';
import { type Decimal, positiveDecimal, ZERO } from '../money/decimal.ts';
import { convertedAt } from '../money/rate.ts';
import { insert, save } from '../ports/unit-of-work.ts';
import { idempotencyKey, metadata } from '../validation/schemas.ts';
import { shownText } from '../validation/shown-text.ts';
import type { AccountMoment } from './account-moment.ts';
import { cashMovementSchema } from './cash-movement.ts';
import { type Rating, requireRate } from './exchange.ts';

/** Exchanges cash of one currency for cash of another, between the balances of one user. */
export const conversionSchema = z
  .strictObject({
    username: usernameSchema,
    from: currencySchema,
    to: currencySchema,
    /** The amount that is paid, in `from`. */
    amount: positiveDecimal,
    description: shownText(500).optional(),
    metadata: metadata.optional(),
    idempotencyKey: idempotencyKey.optional(),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'must be another currency than from' });
/** The input of `funds.convert`: an amount of cash in `from`, which becomes cash in `to`. */
export type Conversion = z.input<typeof conversionSchema>;
export type ValidConversion = z.output<typeof conversionSchema>;

/** The two rows of a conversion, each with the balance after it. */
export const convertedCashSchema: z.ZodObject<
  { paid: typeof cashMovementSchema; received: typeof cashMovementSchema },
  z.core.$strip
> = z.object({ paid: cashMovementSchema, received: cashMovementSchema });
/** The amounts paid in one currency and received in the other: two rows with one `referenceId` and one `rate`. */
export type ConvertedCash = z.output<typeof convertedCashSchema>;

export interface ConversionFacts {
  readonly from: Balance;
  /** Undefined if it is to be opened. */
  readonly to: Balance | undefined;
  readonly rating: Rating;
  /** The share of the rate that the user does not get. Undefined for none. */
  readonly spread?: Decimal | undefined;
}

/**
 * Takes the amount from one balance and adds its worth, rounded down, to the other, which it opens if there is none. ACCOUNT_SUSPENDED,
 * RATE_UNAVAILABLE, INSUFFICIENT_BALANCE, VALIDATION_FAILED (worth less than the smallest amount).
 */
export function decideConversion(
  { username, from, to, amount, description, metadata: pairs }: ValidConversion,
  facts: ConversionFacts,
  { now, stamp, newId }: AccountMoment,
): Decision<ConvertedCash> & { readonly subjectId: string } {
  // A suspension writes this balance. So if the two race, one of them decides again, even if the other balance is opened here.
  requireNotSuspended(facts.from);
  const { rate } = requireRate(from, to, facts.rating, now, facts.spread);
  const worth = convertedAt(amount, rate, to);
  if (worth.eq(ZERO))
    throw new ValidationError({ field: 'amount', rule: `is worth less than the smallest amount of ${to}` });
  const [paid, received] = [newId(), newId()];
  const payer = save('balance', facts.from, debit(facts.from, amount, { id: paid, at: stamp }));
  const target = facts.to ?? openBalance(username, to, stamp);
  const payee = save('balance', facts.to, credit(target, worth, { id: received, at: stamp }));
  const row = {
    type: 'CONVERSION',
    status: 'COMPLETED',
    description: description ?? `Converted ${amount} ${from} to ${worth} ${to} at ${rate}`,
    referenceId: paid,
    rate,
    ...(pairs !== undefined && { metadata: pairs }),
  } as const;
  const paidRow = recordTransaction(payer.value, { transactionId: paid, amount: amount.neg(), ...row }, stamp);
  const receivedRow = recordTransaction(payee.value, { transactionId: received, amount: worth, ...row }, stamp);
  return {
    result: {
      paid: { transaction: paidRow, balance: payer.value },
      received: { transaction: receivedRow, balance: payee.value },
    },
    changes: [payer, payee, insert('balanceTransaction', paidRow), insert('balanceTransaction', receivedRow)],
    subjectId: paid,
  };
}
