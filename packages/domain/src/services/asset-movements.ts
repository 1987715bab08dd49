import { type CommandContext, execute } from '../command/execute.ts';
import { firstTime, proofOf, type Replayable, receiptKeyOf, replay } from '../command/idempotency.ts';
import { requireActiveUser } from '../entities/user.ts';
import { AssetNotFoundError, UserNotFoundError } from '../errors/not-found-errors.ts';
import { type AccountMoment, accountMoment } from '../rules/account-moment.ts';
import {
  type AssetAdjustment,
  type AssetArrival,
  type AssetMovement,
  type AssetMovementDecision,
  type AssetMovementFacts,
  type AssetTransfer,
  assetAdjustmentSchema,
  assetArrivalSchema,
  assetMovementSchema,
  assetTransferSchema,
  decideAssetAdjustment,
  decideTransferIn,
  decideTransferOut,
} from '../rules/asset-movement.ts';
import { parse } from '../validation/parse.ts';

/** The row, the holding after it, and whether this is the first result of an earlier call. */
export type AssetMovementResult = AssetMovement & Replayable;

/**
 * Movements of a holding without a trade, at any time, even while the asset is closed for trading. Quantities are decimal strings in
 * units of the asset, never rounded.
 *
 * Each is one commit. With an `idempotencyKey` the same key and body returns the first result, at any later time and from any process;
 * another body is IDEMPOTENCY_CONFLICT. These keys and those of `app.funds` are separate: one reference may name both the cash and the
 * assets of one arrival. Each may reject with VALIDATION_FAILED, USER_NOT_FOUND, ASSET_NOT_FOUND and STORAGE_FAILED.
 */
export interface AssetMovements {
  /** Assets arrive from elsewhere, with what they have cost: `costBasis`, by default nothing. ACCOUNT_SUSPENDED. */
  transferIn(command: AssetArrival): Promise<AssetMovementResult>;
  /** Available assets leave for elsewhere, and take their share of the cost basis. INSUFFICIENT_ASSET_BALANCE, ACCOUNT_SUSPENDED. */
  transferOut(command: AssetTransfer): Promise<AssetMovementResult>;
  /**
   * A correction by the operator, up or down, of a suspended account too; downwards of what is available. Exempt from the asset's `minQuantity`, and, where
   * it takes all that is available, from its `quantityScale`: so it writes off what nobody can sell. INSUFFICIENT_ASSET_BALANCE.
   *
   * With a `ratio` instead of a quantity it is a split: of the whole holding, and what it has cost stays. What open sales hold stays held
   * as it is: cancel them first where they should follow. ASSET_BALANCE_NOT_FOUND for what was never held.
   */
  adjust(command: AssetAdjustment): Promise<AssetMovementResult>;
}

/** Which accounts a command may move. Operators may correct suspended ones too. */
type Standing = 'ACTIVE' | 'ANY';

type Decide = (facts: AssetMovementFacts, moment: AccountMoment) => AssetMovementDecision;

/** The schema of each operation with a key. */
const SCHEMAS = {
  transferIn: assetArrivalSchema,
  transferOut: assetTransferSchema,
  adjust: assetAdjustmentSchema,
} as const;
type Operation = keyof typeof SCHEMAS;

/** Whose holding of what is moved, and under which key. */
interface Moved {
  readonly username: string;
  readonly assetId: string;
  readonly idempotencyKey?: string | undefined;
}

export function createAssetMovements(context: CommandContext): AssetMovements {
  function move(
    operation: Operation,
    standing: Standing,
    command: Moved,
    decide: Decide,
  ): Promise<AssetMovementResult> {
    const { username, idempotencyKey: key, ...said } = command;
    const { assetId } = said;
    const schema = SCHEMAS[operation];
    const request = { username, scope: 'PORTFOLIO', key, body: { operation, ...said }, schema } as const;
    return execute(context, {
      queue: username,
      sharesCommit: true,
      async gather(reader) {
        const [user, asset, holding, receipt] = await reader.read([
          { entity: 'user', username },
          { entity: 'asset', assetId },
          { entity: 'assetBalance', username, assetId },
          receiptKeyOf(request),
        ]);
        if (receipt !== undefined) return { proof: await proofOf(reader, receipt) };
        if (user === undefined) throw new UserNotFoundError({ username });
        if (asset === undefined) throw new AssetNotFoundError({ assetId });
        return { user, asset, holding };
      },
      decide(facts, moment) {
        if (facts.proof !== undefined) return replay(request, facts.proof, assetMovementSchema);
        if (standing === 'ACTIVE') requireActiveUser(facts.user);
        const at = accountMoment(moment, facts.holding);
        return firstTime(request, decide(facts, at), at.stamp);
      },
      confirmsRefusal: key !== undefined,
    });
  }

  return {
    async transferIn(input) {
      const command = parse(assetArrivalSchema, input);
      return move('transferIn', 'ACTIVE', command, (facts, moment) => decideTransferIn(command, facts, moment));
    },
    async transferOut(input) {
      const command = parse(assetTransferSchema, input);
      return move('transferOut', 'ACTIVE', command, (facts, moment) => decideTransferOut(command, facts, moment));
    },
    async adjust(input) {
      const command = parse(assetAdjustmentSchema, input);
      return move('adjust', 'ANY', command, (facts, moment) => decideAssetAdjustment(command, facts, moment));
    },
  };
}
