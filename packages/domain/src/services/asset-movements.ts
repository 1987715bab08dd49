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
 * Each method makes one commit. With an `idempotencyKey`, the same key and body returns the first result, at any later time and from any
 * process; another body is IDEMPOTENCY_CONFLICT. These keys and those of `app.funds` are separate: one reference may name both the cash
 * and the assets of one arrival. Every method may reject with VALIDATION_FAILED, USER_NOT_FOUND, ASSET_NOT_FOUND and STORAGE_FAILED.
 */
export interface AssetMovements {
  /** Adds assets that arrive, with their cost: `costBasis`, by default nothing. ACCOUNT_SUSPENDED. */
  transferIn(command: AssetArrival): Promise<AssetMovementResult>;
  /** Takes available assets that leave, with their share of the cost basis. INSUFFICIENT_ASSET_BALANCE, ACCOUNT_SUSPENDED. */
  transferOut(command: AssetTransfer): Promise<AssetMovementResult>;
  /**
   * Corrects a holding, up or down, even of a suspended account. An operator calls it. A negative quantity takes only what is available.
   * The asset's `minQuantity` does not apply. If it takes everything that is available, `quantityScale` does not apply either: so an
   * operator can write off a remainder that nobody can sell. INSUFFICIENT_ASSET_BALANCE.
   *
   * With a `ratio` instead of a quantity, it is a split of the whole holding, whose cost does not change. Open sales keep their holds as
   * they are: cancel them first if they should follow the split. ASSET_BALANCE_NOT_FOUND if the asset was never held.
   */
  adjust(command: AssetAdjustment): Promise<AssetMovementResult>;
}

/** The accounts that a command may move. Operators may also correct suspended ones. */
type Standing = 'ACTIVE' | 'ANY';

type Decide = (facts: AssetMovementFacts, moment: AccountMoment) => AssetMovementDecision;

/** The schema of each operation with a key. */
const SCHEMAS = {
  transferIn: assetArrivalSchema,
  transferOut: assetTransferSchema,
  adjust: assetAdjustmentSchema,
} as const;
type Operation = keyof typeof SCHEMAS;

/** The user, the asset and the key of a movement. */
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
    const { username, assetId, idempotencyKey: key } = command;
    const request = { username, scope: 'PORTFOLIO', key, operation, command, schema: SCHEMAS[operation] } as const;
    return execute(context, {
      name: `portfolio.${operation}`,
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
