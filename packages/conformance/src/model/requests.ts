import type { OrderType, TimeInForce } from '@orderfolio/domain';
import { cash, quantity } from './amounts.ts';
import type { Currency } from './money.ts';

/** How an amount is written. `padded` adds zeros that mean nothing: the command is the same. */
export type Spelling = 'plain' | 'padded';

/** The fields of a command that can be repeated under a key. */
interface Keyed {
  readonly key?: string | undefined;
  readonly spelling?: Spelling | undefined;
}

/** The fields of an order, in the model's terms: prices in 10⁻⁴ dollars, quantities in 10⁻⁸, times in milliseconds. */
export interface Terms {
  readonly username: string;
  readonly type: OrderType;
  readonly assetId: string;
  readonly units: bigint;
  /** True if the asset's rules for quantities do not apply: for ALL, and for a quantity that a replacement keeps. */
  readonly isExempt?: boolean | undefined;
  readonly limit?: bigint | undefined;
  readonly stop?: bigint | undefined;
  readonly trailAmount?: bigint | undefined;
  /** In 10⁻⁴ percent. */
  readonly trailPercent?: bigint | undefined;
  readonly timeInForce?: TimeInForce | undefined;
  readonly expiresAt?: number | undefined;
  /** Undefined: US dollars. */
  readonly currency?: Currency | undefined;
  readonly key?: string | undefined;
}

export interface PlaceRequest extends Terms, Keyed {
  readonly kind: 'place';
  /** All that is available, whatever `units` says. */
  readonly isAll?: boolean | undefined;
  /** As much as this many cents buy or bring, whatever `units` says. */
  readonly worth?: bigint | undefined;
}
export interface ReplaceRequest extends Keyed {
  readonly kind: 'replace';
  readonly username: string;
  /** The number of the command that placed the order. 0: an order that does not exist. */
  readonly target: number;
  readonly units?: bigint | undefined;
  readonly limit?: bigint | undefined;
  readonly stop?: bigint | undefined;
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
  /** Undefined: the time of the clock. */
  readonly at?: number | undefined;
  readonly sequence?: number | undefined;
  /** How far the clock of the sender is behind, in milliseconds. */
  readonly behind?: number | undefined;
}
/** A resting order of a stranger, without a hold. */
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
interface TransferRequest extends Keyed {
  readonly kind: 'deposit' | 'withdraw';
  readonly username: string;
  readonly cents: bigint;
  readonly currency?: Currency | undefined;
  readonly isPending?: boolean | undefined;
}
interface AdjustRequest extends Keyed {
  readonly kind: 'adjust';
  readonly username: string;
  /** Signed. */
  readonly cents: bigint;
  readonly currency?: Currency | undefined;
}
/** The cents become cash in the other currency. */
export interface ConvertRequest extends Keyed {
  readonly kind: 'convert';
  readonly username: string;
  readonly from: Currency;
  readonly cents: bigint;
}
/** One unit of `base` is worth so many 10⁻⁴ of the other currency. */
interface SetRateRequest {
  readonly kind: 'setRate';
  readonly base: Currency;
  readonly rate: bigint;
}
export interface SettleRequest {
  readonly kind: 'settle';
  readonly status: 'COMPLETED' | 'FAILED' | 'CANCELLED';
  readonly username: string;
  /** The number of the command that made the transaction. 0: a transaction that does not exist. */
  readonly target: number;
}
export interface MoveRequest extends Keyed {
  readonly kind: 'transferIn' | 'transferOut' | 'adjustHolding';
  readonly username: string;
  readonly assetId: string;
  /** Signed in an adjustment. */
  readonly units: bigint;
}
interface CreateAssetRequest {
  readonly kind: 'createAsset';
  readonly assetId: string;
  readonly price: bigint;
  /** Decimals of a quantity. */
  readonly decimals: number;
  readonly minUnits: bigint;
}
interface SetPriceRequest {
  readonly kind: 'setPrice';
  readonly assetId: string;
  readonly price: bigint;
}
interface SetScaleRequest {
  readonly kind: 'setScale';
  readonly assetId: string;
  readonly decimals: number;
}
interface SetActiveRequest {
  readonly kind: 'activate' | 'deactivate';
  readonly assetId: string;
}
/** A change of the catalogue. */
export type CatalogueRequest = CreateAssetRequest | SetPriceRequest | SetScaleRequest | SetActiveRequest;
interface CreateUserRequest {
  readonly kind: 'createUser';
  readonly username: string;
  readonly email: string;
}

/** A command that moves cash without a trade. */
export type CashRequest = TransferRequest | AdjustRequest | SettleRequest;
/** A command that may put an order into the book. */
export type OrderRequest = PlaceRequest | ReplaceRequest;

/** A command of the app. */
export type AppRequest =
  | OrderRequest
  | CancelRequest
  | TickRequest
  | ExpireRequest
  | CashRequest
  | ConvertRequest
  | SetRateRequest
  | MoveRequest
  | CatalogueRequest
  | CreateUserRequest;

/** A command as it is sent, or a change that somebody makes past the services. */
export type Request = AppRequest | BreakRequest;

/** A command that takes an idempotency key. */
export type Repeatable = OrderRequest | TransferRequest | AdjustRequest | ConvertRequest | MoveRequest;

const SCOPES: { readonly [Kind in Repeatable['kind']]: string } = {
  deposit: 'FUNDS',
  withdraw: 'FUNDS',
  adjust: 'FUNDS',
  convert: 'FUNDS',
  transferIn: 'PORTFOLIO',
  transferOut: 'PORTFOLIO',
  adjustHolding: 'PORTFOLIO',
  place: 'ORDER',
  replace: 'ORDER',
};

export function isRepeatable(request: Request): request is Repeatable {
  return Object.hasOwn(SCOPES, request.kind);
}

export function isCashRequest(request: Request): request is CashRequest {
  return ['deposit', 'withdraw', 'adjust', 'settle'].includes(request.kind);
}

export function isOrderRequest(request: Request): request is OrderRequest {
  return request.kind === 'place' || request.kind === 'replace';
}

/** True for the commands of users. Those that wait together share a commit. */
export function sharesCommits(request: Request): boolean {
  return isRepeatable(request) || request.kind === 'settle' || request.kind === 'cancel';
}

/** The name of a command's receipt. Cash commands, asset commands and orders have separate keys. */
export function receiptOf(request: Request): string | undefined {
  if (!isRepeatable(request) || request.key === undefined) return undefined;
  return `${request.username} ${SCOPES[request.kind]} ${request.key}`;
}

/** Two commands with one key are the same command if they have the same text. */
export function bodyOf(request: Repeatable): string {
  const hasUnits = request.kind !== 'place' || (request.isAll !== true && request.worth === undefined);
  return Object.entries(request)
    .filter(([field, value]) => !['key', 'username', 'spelling'].includes(field) && value !== undefined)
    .filter(([field, value]) =>
      field === 'units' ? hasUnits : value !== false && !(field === 'currency' && value === 'USD'),
    )
    .map(([field, value]) => `${field} ${value}`)
    .sort()
    .join(', ');
}

/**
 * The number under which a command stores what it makes: its own, or that of the first command with its key and its body. Only one of
 * these is carried out, whichever it is.
 */
export function numberOf(request: Request, earlier: readonly Request[]): number {
  const name = receiptOf(request);
  if (name === undefined || !isRepeatable(request)) return earlier.length + 1;
  const body = bodyOf(request);
  const isSame = (other: Request): boolean =>
    receiptOf(other) === name && isRepeatable(other) && bodyOf(other) === body;
  const first = earlier.findIndex(isSame);
  return first === -1 ? earlier.length + 1 : first + 1;
}

const WHOLE = 10n ** 8n;

/** The same command with another body. */
export function withOtherBody(request: Repeatable): Repeatable {
  switch (request.kind) {
    case 'place': {
      const isNamed = request.isAll !== true && request.worth === undefined;
      return { ...request, isAll: undefined, worth: undefined, units: isNamed ? request.units + WHOLE : WHOLE };
    }
    case 'replace':
      return { ...request, units: (request.units ?? 0n) + WHOLE };
    case 'transferIn':
    case 'transferOut':
    case 'adjustHolding':
      return { ...request, units: request.units + (request.units < 0n ? -WHOLE : WHOLE) };
    case 'deposit':
    case 'withdraw':
    case 'adjust':
    case 'convert':
      return { ...request, cents: request.cents + (request.cents < 0n ? -1n : 1n) };
  }
}

/** The amount of cash as it is sent. */
export function amountText(cents: bigint, spelling: Spelling | undefined): string {
  return spelled(cash(cents), spelling);
}

/** The quantity as it is sent. */
export function quantityText(units: bigint, spelling: Spelling | undefined): string {
  return spelled(quantity(units), spelling);
}

function spelled(text: string, spelling: Spelling = 'plain'): string {
  if (spelling === 'plain') return text;
  const padded = text.includes('.') ? `${text}00` : `${text}.00`;
  return padded.startsWith('-') ? `-00${padded.slice(1)}` : `00${padded}`;
}

/** The request for a person. */
export function inShort(request: object): string {
  const fields = Object.entries(request).filter(([, value]) => value !== undefined);
  return fields.map(([field, value]) => (field === 'kind' ? value : `${field}=${inText(value)}`)).join(' ');
}

function inText(value: unknown): string {
  return typeof value === 'object' && value !== null ? `(${inShort(value)})` : String(value);
}
