import { cash, quantity } from './amounts.ts';

/** Where an amount is written with zeros that mean nothing. The command is the same. */
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
export interface TradeRequest {
  readonly kind: 'buy' | 'sell';
  readonly username: string;
  readonly assetId: string;
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
  | CreateAssetRequest
  | SetPriceRequest
  | SetActiveRequest;

/** A command that takes an idempotency key. */
export type Repeatable = TransferRequest | AdjustRequest | TradeRequest;

export function isRepeatable(request: Request): request is Repeatable {
  return 'key' in request;
}

/** Where the receipt of a command is kept: keys of cash commands and of orders do not meet. */
export function receiptOf(request: Request): string | undefined {
  if (!isRepeatable(request) || request.key === undefined) return undefined;
  const scope = request.kind === 'buy' || request.kind === 'sell' ? 'ORDER' : 'FUNDS';
  return `${request.username} receipt ${scope} ${request.key}`;
}

/** What makes two commands with one key the same command. */
export function bodyOf(request: Repeatable): string {
  switch (request.kind) {
    case 'buy':
    case 'sell':
      return `${request.kind} ${request.assetId} ${request.units}`;
    case 'deposit':
    case 'withdraw':
      return `${request.kind} ${request.cents} ${request.pending}`;
    case 'adjust':
      return `${request.kind} ${request.cents}`;
  }
}

/** The same command but for its body. */
export function withOtherBody(request: Repeatable): Repeatable {
  return 'units' in request
    ? { ...request, units: request.units + 10n ** 8n }
    : { ...request, cents: request.cents + (request.cents < 0n ? -1n : 1n) };
}

/** The request's amount or quantity as it is sent. */
export function amountText(request: Repeatable): string {
  const text = 'units' in request ? quantity(request.units) : cash(request.cents);
  if (request.spelling === 'plain') return text;
  const padded = text.includes('.') ? `${text}00` : `${text}.00`;
  return padded.startsWith('-') ? `-00${padded.slice(1)}` : `00${padded}`;
}
