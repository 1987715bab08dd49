import type { OrderType, TimeInForce } from '@orderfolio/domain';

/** What an order says, in the model's terms: prices in 10⁻⁴ dollars, quantities in 10⁻⁸, times in milliseconds. */
export interface Terms {
  readonly username: string;
  readonly type: OrderType;
  readonly assetId: string;
  readonly units: bigint;
  /** Whether the asset's terms say nothing about the quantity: of ALL that there was, and of one that a replacement keeps. */
  readonly isExempt?: boolean | undefined;
  readonly limit?: bigint | undefined;
  readonly stop?: bigint | undefined;
  readonly trailAmount?: bigint | undefined;
  /** In 10⁻⁴ percent. */
  readonly trailPercent?: bigint | undefined;
  readonly timeInForce?: TimeInForce | undefined;
  readonly expiresAt?: number | undefined;
  readonly key?: string | undefined;
}

export interface PlaceRequest extends Terms {
  readonly kind: 'place';
  /** All that is available, whatever `units` says. */
  readonly isAll?: boolean | undefined;
}
export interface ReplaceRequest {
  readonly kind: 'replace';
  readonly username: string;
  /** The number of the command that placed the order: 0 for an order that does not exist. */
  readonly target: number;
  readonly units?: bigint | undefined;
  readonly limit?: bigint | undefined;
  readonly stop?: bigint | undefined;
  readonly key?: string | undefined;
}
interface CancelRequest {
  readonly kind: 'cancel';
  readonly username: string;
  readonly target: number;
}
export interface TickRequest {
  readonly kind: 'tick';
  readonly assetId: string;
  readonly price: bigint;
  /** None: that of the clock. */
  readonly at?: number | undefined;
  readonly sequence?: number | undefined;
  /** How far the clock of who applies it is behind, in milliseconds. */
  readonly behind?: number | undefined;
}
/** An order that waits, is a stranger's, and whose hold was never there. */
export interface BreakRequest {
  readonly kind: 'break';
  readonly assetId: string;
  readonly type: 'LIMIT_BUY' | 'LIMIT_SELL';
  readonly limit: bigint;
  readonly expiresAt?: number | undefined;
}
interface ExpireRequest {
  readonly kind: 'expire';
  readonly at: number;
}
interface TransferRequest {
  readonly kind: 'deposit' | 'withdraw';
  readonly username: string;
  readonly cents: bigint;
}
export interface MoveRequest {
  readonly kind: 'transferIn' | 'transferOut' | 'adjustHolding';
  readonly username: string;
  readonly assetId: string;
  /** Of an adjustment: signed. */
  readonly units: bigint;
}
export interface CatalogueRequest {
  readonly kind: 'createAsset' | 'setPrice' | 'activate' | 'deactivate';
  readonly assetId: string;
  readonly price: bigint;
  /** Decimals of a quantity. */
  readonly decimals: number;
  readonly minUnits: bigint;
}
interface CreateUserRequest {
  readonly kind: 'createUser';
  readonly username: string;
}

/** A command of the app. */
export type AppRequest =
  | PlaceRequest
  | ReplaceRequest
  | CancelRequest
  | TickRequest
  | ExpireRequest
  | TransferRequest
  | MoveRequest
  | CatalogueRequest
  | CreateUserRequest;

/** A command as it is sent, or what somebody does to the data. */
export type Request = AppRequest | BreakRequest;

/** A command that takes an idempotency key. */
export type Repeatable = PlaceRequest | ReplaceRequest;

export function isRepeatable(request: Request): request is Repeatable {
  return request.kind === 'place' || request.kind === 'replace';
}

/** Where the receipt of a command with a key is kept. */
export function receiptOf({ username, key }: Repeatable): string | undefined {
  return key === undefined ? undefined : `${username} ${key}`;
}

/** What makes two commands with one key the same command. Of a sale of all, the units are not said. */
export function bodyOf(request: Repeatable): string {
  const isAll = request.kind === 'place' && request.isAll === true;
  return Object.entries(request)
    .filter(([field, value]) => field !== 'key' && field !== 'username' && value !== undefined)
    .filter(([field]) => !(isAll && field === 'units'))
    .map(([field, value]) => `${field} ${value}`)
    .sort()
    .join(', ');
}
