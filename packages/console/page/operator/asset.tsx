import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Amount } from '../parts/amount.tsx';
import { Choice } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { WhenLoaded } from '../parts/states.tsx';
import { linkTo } from '../route.ts';
import { api, resultOf } from '../service/client.ts';
import { useEvery, useLoaded } from '../service/loaded.ts';
import type { Asset } from '../service/types.ts';
import { AssetActions } from './asset-actions.tsx';
import { TradingBadge } from './badges.tsx';
import { Book } from './book.tsx';
import { Card } from './card.tsx';
import { type BookCurrency, CURRENCIES } from './currencies.ts';
import { FeedState } from './feed-state.tsx';
import { eventsOfAll, useFeed } from './streams.ts';
import { useTop } from './top.ts';
import { VolumeOfAsset } from './volume.tsx';

/** How many prices of each side are read: the API's most. */
const LEVELS = 100;
/** How often the book is read where no events tell of its changes. */
const BOOK_MS = 5_000;
/** How often it is read at most while events arrive. */
const GATHER_MS = 1_000;

/** An asset: its price, its resting book, and what was traded of it. */
export function AssetPage({ assetId }: { readonly assetId: string }): JSX.Element {
  useTop(assetId);
  const currency = useSignal<BookCurrency>('USD');
  const asset = useLoaded(
    () => resultOf(api.GET('/v1/assets/{assetId}', { params: { path: { assetId } } })),
    [assetId],
  );
  const book = useLoaded(
    () =>
      resultOf(
        api.GET('/v1/assets/{assetId}/depth', {
          params: { path: { assetId }, query: { currency: currency.value, levels: LEVELS } },
        }),
      ),
    [assetId, currency.value],
  );
  const reload = (): void => {
    asset.reload();
    book.reload();
  };
  useChangesOf(assetId, reload);
  return (
    <>
      <nav class="crumbs" aria-label="Where this page belongs">
        <a href={linkTo('assets')}>Assets</a>
      </nav>
      <header class="page-head">
        <h1>{assetId}</h1>
        {asset.value !== undefined && (
          <>
            <TradingBadge isActive={asset.value.isActive} />
            <AssetActions asset={asset.value} onChange={reload} />
          </>
        )}
      </header>
      <WhenLoaded loaded={asset} what={assetId}>
        {(loaded) => <AssetHead asset={loaded} />}
      </WhenLoaded>
      {asset.value !== undefined && (
        <>
          <Card
            title="Resting book"
            beside={
              <Choice
                label="Currency"
                options={CURRENCIES}
                value={currency.value}
                onValue={(value) => {
                  currency.value = value;
                }}
              />
            }
          >
            <WhenLoaded loaded={book} what="the book">
              {(depth) => <Book depth={depth} />}
            </WhenLoaded>
            <FeedState stream={eventsOfAll} what="Changes" />
          </Card>
          <VolumeOfAsset assetId={assetId} />
        </>
      )}
    </>
  );
}

/** Tells of orders and prices of the asset soon after they come. Where no events arrive, it tells every few seconds. */
function useChangesOf(assetId: string, onChange: () => void): void {
  const timer = useSignal<ReturnType<typeof setTimeout> | undefined>(undefined);
  useFeed(eventsOfAll, (events, hasMissed) => {
    if (!hasMissed && !events.some(({ data }) => data['assetId'] === assetId)) return;
    timer.value ??= setTimeout(() => {
      timer.value = undefined;
      onChange();
    }, GATHER_MS);
  });
  useEffect(() => () => clearTimeout(timer.value), []);
  useEvery(BOOK_MS, () => {
    if (eventsOfAll.state.value !== 'live') onChange();
  });
}

function AssetHead({ asset }: { readonly asset: Asset }): JSX.Element {
  const { name, description, category, symbol, priceUsd, priceAt } = asset;
  return (
    <>
      <p>
        {name}
        {symbol !== undefined && ` (${symbol})`} <span class="soft">· {category}</span>
      </p>
      <p class="total">
        <Amount value={priceUsd} unit="USD" />
      </p>
      <p class="soft">
        {priceAt === undefined ? (
          'The price of the catalogue'
        ) : (
          <>
            Price of <Moment at={priceAt} />
          </>
        )}
      </p>
      {description !== undefined && <p class="prose">{description}</p>}
    </>
  );
}
