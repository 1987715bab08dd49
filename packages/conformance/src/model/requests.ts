import { cash, quantity } from './amounts.ts';

/** How an amount is written. `padded` adds zeros that mean nothing: the command is the same. */
type Spelling = 'plain' | 'padded';

interface CreateUserRequest {
  readonly kind: 'createUser';
  readonly username: string;
  readonly email: string;
}
export interface TransferRequest {
  readonly kind: 'deposit' | 'withdraw';
  readonly username: string;
  readonly cents: bigint;
  readonly pending: boolean;
  readonly key: string | undefined;
  readonly spelling: Spelling;
}
export interface AdjustRequest {
  readonly kind: 'adjust';
  readonly username: string;
  readonly cents: bigint;
  readonly key: string | undefined;
  readonly spelling: Spelling;
}
export interface SettleRequest {
  readonly kind: 'complete' | 'fail' | 'cancel';
  readonly username: string;
  readonly transactionId: string;
  /** The number of the command that made the transaction; undefined when there is none. */
  readonly target: number | undefined;
}
/** A quantity that is given in cash. */
interface Worth {
  readonly cents: bigint;
}
export interface TradeRequest {
  readonly kind: 'buy' | 'sell';
  readonly username: string;
  readonly assetId: string;
  readonly units: bigint | 'ALL' | Worth;
  readonly key: string | undefined;
  readonly spelling: Spelling;
}
export interface MoveRequest {
  readonly kind: 'transferIn' | 'transferOut' | 'adjustHolding';
  readonly username: string;
  readonly assetId: string;
  /** Of an adjustment: signed. */
  readonly units: bigint;
  readonly key: string | undefined;
  readonly spelling: Spelling;
}
interface CreateAssetRequest {
  readonly kind: 'createAsset';
  readonly assetId: string;
  readonly price: bigint;
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

/** A command as it is sent, in the model's terms. */
export type Request =
  | CreateUserRequest
  | TransferRequest
  | AdjustRequest
  | SettleRequest
  | TradeRequest
  | MoveRequest
  | CreateAssetRequest
  | SetPriceRequest
  | SetScaleRequest
  | SetActiveRequest;

/** A command that takes an idempotency key. */
export type Repeatable = TransferRequest | AdjustRequest | TradeRequest | MoveRequest;

export function isRepeatable(request: Request): request is Repeatable {
  return 'key' in request;
}

/** True when no such command exists: it is refused before anything is read. */
export function isMalformed(request: Request): boolean {
  return request.kind === 'buy' && request.units === 'ALL';
}

/** The name of a command's receipt: the keys of cash commands, of asset commands and of orders are separate. */
export function receiptOf(request: Request): string | undefined {
  if (!isRepeatable(request) || request.key === undefined) return undefined;
  return `${request.username} receipt ${SCOPES[request.kind]} ${request.key}`;
}

const SCOPES: { readonly [Kind in Repeatable['kind']]: string } = {
  deposit: 'FUNDS',
  withdraw: 'FUNDS',
  adjust: 'FUNDS',
  transferIn: 'PORTFOLIO',
  transferOut: 'PORTFOLIO',
  adjustHolding: 'PORTFOLIO',
  buy: 'ORDER',
  sell: 'ORDER',
};

/** The text that two commands with one key share if they are the same command. */
export function bodyOf(request: Repeatable): string {
  switch (request.kind) {
    case 'buy':
    case 'sell':
      return `${request.kind} ${request.assetId} ${typeof request.units === 'object' ? `for ${request.units.cents}` : request.units}`;
    case 'transferIn':
    case 'transferOut':
    case 'adjustHolding':
      return `${request.kind} ${request.assetId} ${request.units}`;
    case 'deposit':
    case 'withdraw':
      return `${request.kind} ${request.cents} ${request.pending}`;
    case 'adjust':
      return `${request.kind} ${request.cents}`;
  }
}

const WHOLE = 10n ** 8n;

/** The same command with another body. */
export function withOtherBody(request: Repeatable): Repeatable {
  switch (request.kind) {
    case 'buy':
    case 'sell':
      return { ...request, units: typeof request.units === 'bigint' ? request.units + WHOLE : WHOLE };
    case 'transferIn':
    case 'transferOut':
    case 'adjustHolding':
      return { ...request, units: request.units + (request.units < 0n ? -WHOLE : WHOLE) };
    case 'deposit':
    case 'withdraw':
    case 'adjust':
      return { ...request, cents: request.cents + (request.cents < 0n ? -1n : 1n) };
  }
}

/** The request's amount or quantity as it is sent. */
export function amountText(request: Repeatable): string {
  if (!('units' in request)) return spelled(cash(request.cents), request.spelling);
  const { units } = request;
  if (typeof units === 'object') return spelled(cash(units.cents), request.spelling);
  return units === 'ALL' ? units : spelled(quantity(units), request.spelling);
}

function spelled(text: string, spelling: Spelling): string {
  if (spelling === 'plain') return text;
  const padded = text.includes('.') ? `${text}00` : `${text}.00`;
  return padded.startsWith('-') ? `-00${padded.slice(1)}` : `00${padded}`;
}
