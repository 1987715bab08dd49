import type { FeedEvent, FeedEventType } from '@orderfolio/domain';
import { accountEventSchema, eventSchema, priceAppliedSchema } from '@orderfolio/domain/schemas';
import { ASSET_ROW_UNITS, CASH_ROW_UNITS } from './entities.ts';
import { presenterOf } from './money.ts';
import { kind } from './result-kind.ts';

/** The data of each event of a stream, which is text already. */
export const accountEvents = kind<ReadableStream<Uint8Array>>('AccountEvent', accountEventSchema);
export const feedEvents = kind<ReadableStream<Uint8Array>>('FeedEvent', eventSchema);
export const priceEvents = kind<ReadableStream<Uint8Array>>('PriceApplied', priceAppliedSchema);

type DataOf<Type extends FeedEventType> = FeedEvent<Type>['data'];

const presentPlaced = presenterOf<DataOf<'ORDER_PLACED'>>({
  quantity: 'units',
  limitPrice: 'money',
  stopPrice: 'money',
  trailAmount: 'money',
  trailPercent: 'units',
});
const presentFilled = presenterOf<DataOf<'ORDER_FILLED'>>({
  quantity: 'units',
  executionPrice: 'money',
  totalAmount: 'money',
  fee: 'money',
});
const presentEnded = presenterOf<DataOf<'ORDER_CANCELLED' | 'ORDER_EXPIRED' | 'ORDER_FAILED'>>({ quantity: 'units' });
const presentCash = presenterOf<DataOf<'CASH_MOVED' | 'CASH_PENDING' | 'CASH_SETTLED'>>(CASH_ROW_UNITS);
const presentAsset = presenterOf<DataOf<'ASSET_MOVED'>>(ASSET_ROW_UNITS);
const presentAssetChange = presenterOf<DataOf<'ASSET_CHANGED'>>({ priceUsd: 'money' });
const presentPrice = presenterOf<DataOf<'PRICE_APPLIED'>>({ price: 'money' });

/** The event as JSON has it: money with the decimals of its currency. */
export function presentEvent(event: FeedEvent): object {
  return { ...event, data: presentData(event) };
}

function presentData(event: FeedEvent): object {
  switch (event.type) {
    case 'ORDER_PLACED':
      return presentPlaced(event.data);
    case 'ORDER_FILLED':
      return presentFilled(event.data);
    case 'ORDER_CANCELLED':
    case 'ORDER_EXPIRED':
    case 'ORDER_FAILED':
      return presentEnded(event.data);
    case 'CASH_MOVED':
    case 'CASH_PENDING':
    case 'CASH_SETTLED':
      return presentCash(event.data);
    case 'ASSET_MOVED':
      return presentAsset(event.data);
    case 'ASSET_CHANGED':
      return presentAssetChange(event.data);
    case 'PRICE_APPLIED':
      return presentPrice(event.data);
    case 'USER_CREATED':
    case 'USER_CHANGED':
      return event.data;
  }
}
