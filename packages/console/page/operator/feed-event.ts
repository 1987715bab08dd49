import { ASSET_TYPES, CASH_TYPES, ORDER_TYPES } from '../account/words.ts';
import { amountText } from '../amounts/amount-text.ts';
import { wordOf } from '../parts/wording.ts';
import { CASH_EVENTS, HOLDING_EVENTS, ORDER_EVENTS } from '../service/event-types.ts';
import { isObject } from '../service/is-object.ts';

/** Something that happened, as the stream of operators tells it. Later releases may have more types. */
export interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly username?: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The event in the data of a message. Undefined if it is none: what cannot be read is passed by. */
export function feedEventOf(text: string): FeedEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || !isObject(value['data'])) return undefined;
  const { id, type, at, username, data } = value;
  if (typeof id !== 'string' || typeof type !== 'string' || typeof at !== 'string') return undefined;
  return { id, type, at, username: typeof username === 'string' ? username : undefined, data };
}

/** The events that a person chooses from, in groups. */
export const EVENT_GROUPS = {
  orders: ORDER_EVENTS,
  cash: CASH_EVENTS,
  holdings: HOLDING_EVENTS,
  users: ['USER_CREATED', 'USER_CHANGED'],
  assets: ['ASSET_CHANGED'],
  prices: ['PRICE_APPLIED'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a value, or its words where a later release has further ones. */
function nameIn(names: Readonly<Record<string, string | undefined>>, constant: string): string {
  return names[constant] ?? wordOf(constant);
}

/** What happened, in one line. */
export function summaryOf({ type, data }: FeedEvent): string {
  const tell = SUMMARIES[type];
  return tell === undefined ? '' : tell(data);
}

type Data = FeedEvent['data'];
type Summary = (data: Data) => string;

const quantityOfAsset: Summary = (data) => `${amount(data, 'quantity')} ${text(data, 'assetId')}`;
const order: Summary = (data) => `${nameIn(ORDER_TYPES, text(data, 'orderType'))} ${quantityOfAsset(data)}`;
const endedOrder: Summary = (data) => order(data) + after(': ', text(data, 'reason'));
const cash: Summary = (data) =>
  `${nameIn(CASH_TYPES, text(data, 'type'))} ${money(data, 'amount')}${after(', balance ', amount(data, 'balanceAfter'))}`;
const changes: Summary = (data) => after('changed: ', list(data, 'fields'));

const SUMMARIES: Readonly<Record<string, Summary | undefined>> = {
  ORDER_PLACED: (data) =>
    `${order(data)}${after(', limit ', money(data, 'limitPrice'))}${after(', stop ', money(data, 'stopPrice'))}`,
  ORDER_FILLED: (data) => `${order(data)}${after(' at ', money(data, 'executionPrice'))}`,
  ORDER_CANCELLED: endedOrder,
  ORDER_EXPIRED: endedOrder,
  ORDER_FAILED: endedOrder,
  CASH_MOVED: cash,
  CASH_PENDING: cash,
  CASH_SETTLED: (data) =>
    `${nameIn(CASH_TYPES, text(data, 'type'))} ${money(data, 'amount')}: ${wordOf(text(data, 'status'))}`,
  ASSET_MOVED: (data) => `${nameIn(ASSET_TYPES, text(data, 'type'))} ${quantityOfAsset(data)}`,
  USER_CREATED: (data) => `${wordOf(text(data, 'role'))}, ${text(data, 'status').toLowerCase()}`,
  USER_CHANGED: (data) => `${wordOf(text(data, 'status'))}${after(', ', changes(data))}`,
  ASSET_CHANGED: (data) =>
    `${text(data, 'assetId')} ${data['isNew'] === true ? 'added to the catalogue' : changes(data)}`,
  PRICE_APPLIED: (data) => `${text(data, 'assetId')} ${money(data, 'price')}`,
};

function text(data: Data, field: string): string {
  const { [field]: value } = data;
  return typeof value === 'string' ? value : '';
}

function amount(data: Data, field: string): string {
  return amountText(text(data, field));
}

function money(data: Data, field: string): string {
  const shown = amount(data, field);
  return shown === '' ? '' : `${shown} ${text(data, 'currency')}`.trim();
}

function list(data: Data, field: string): string {
  const { [field]: values } = data;
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string').join(', ') : '';
}

function after(lead: string, words: string): string {
  return words === '' ? '' : lead + words;
}
