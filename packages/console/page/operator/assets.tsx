import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Amount } from '../parts/amount.tsx';
import { Segments } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, WindowedTable } from '../parts/windowed-table.tsx';
import { linkTo } from '../route.ts';
import { api, resultOf } from '../service/client.ts';
import type { Asset } from '../service/types.ts';
import { pageAt, WindowOfPages } from '../service/window-of-pages.ts';
import { AssetPage } from './asset.tsx';
import { TradingBadge } from './badges.tsx';
import { FeedState } from './feed-state.tsx';
import { quoteKey } from './price-board.ts';
import { usePrices } from './prices.tsx';
import { Sparkline } from './sparkline.tsx';
import { eventsOfAll, priceBoard, pricesOfAll, useFeed } from './streams.ts';
import { useTop } from './top.ts';

/** The catalogue, or one asset of it. */
export function AssetsPage({ rest: [assetId] }: { readonly rest: readonly string[] }): JSX.Element {
  return assetId === undefined ? <AssetList /> : <AssetPage key={assetId} assetId={assetId} />;
}

const SCOPES = [
  ['active', 'Open'],
  ['all', 'All'],
] as const;

const COLUMNS: readonly Column<Asset>[] = [
  {
    title: 'Asset',
    cell: ({ assetId, name }) => (
      <>
        <a href={linkTo('assets', assetId)}>{assetId}</a> <span class="soft">{name}</span>
      </>
    ),
  },
  { title: 'Category', width: '9rem', isExtra: true, cell: ({ category }) => category },
  { title: 'Price in USD', isNumber: true, width: '12rem', cell: (asset) => <LivePrice asset={asset} /> },
  { title: 'Trend', width: '9rem', isExtra: true, cell: ({ assetId }) => <Trend assetId={assetId} /> },
  { title: 'Last tick', width: '13rem', isExtra: true, cell: (asset) => <LastTick asset={asset} /> },
  { title: 'Trading', width: '6rem', cell: ({ isActive }) => <TradingBadge isActive={isActive} /> },
];

function AssetList(): JSX.Element {
  useTop('Assets');
  usePrices();
  const scope = useSignal<'active' | 'all'>('active');
  const assets = useMemo(() => catalogue(scope.value), [scope.value]);
  useFeed(eventsOfAll, (events, hasMissed) => {
    if (hasMissed || events.some(({ type }) => type === 'ASSET_CHANGED')) assets.refresh();
  });
  return (
    <>
      <h1>Assets</h1>
      <section class="card" aria-label="The catalogue">
        <div class="card-head">
          <Segments
            label="Which assets"
            options={SCOPES}
            value={scope.value}
            onValue={(value) => {
              scope.value = value;
            }}
          />
          <FeedState stream={pricesOfAll} what="Prices" />
        </div>
        <WindowedTable
          key={scope.value}
          label="Assets"
          rows={assets}
          columns={COLUMNS}
          keyOf={({ assetId }) => assetId}
          empty={<Empty title={scope.value === 'active' ? 'No asset is open for trading' : 'The catalogue is empty'} />}
        />
      </section>
    </>
  );
}

/** The list has the catalogue's prices. Those that orders go by are read with it. */
function catalogue(scope: 'active' | 'all'): WindowOfPages<Asset> {
  const query = (cursor: string | undefined) => ({
    ...pageAt(cursor),
    ...(scope === 'active' && { active: true as const }),
  });
  return new WindowOfPages(
    async (cursor) => {
      const page = await resultOf(api.GET('/v1/assets', { params: { query: query(cursor) } }));
      return { ...page, items: await Promise.all(page.items.map(priced)) };
    },
    ({ assetId }) => assetId,
  );
}

/** An asset that has gone meanwhile, or whose price fails, shows the price of the catalogue. */
async function priced(asset: Asset): Promise<Asset> {
  const params = { path: { assetId: asset.assetId } };
  return resultOf(api.GET('/v1/assets/{assetId}', { params })).catch(() => asset);
}

function lastTickOf(assetId: string) {
  return priceBoard.quotes.value.get(quoteKey({ assetId, currency: 'USD' }))?.ticks.at(-1);
}

function LivePrice({ asset: { assetId, priceUsd } }: { readonly asset: Asset }): JSX.Element {
  return <Amount value={lastTickOf(assetId)?.price ?? priceUsd} places={6} />;
}

function LastTick({ asset: { assetId, priceAt } }: { readonly asset: Asset }): JSX.Element {
  return <Moment at={lastTickOf(assetId)?.at ?? priceAt} />;
}

function Trend({ assetId }: { readonly assetId: string }): JSX.Element {
  const quote = priceBoard.quotes.value.get(quoteKey({ assetId, currency: 'USD' }));
  return <Sparkline prices={quote?.ticks.map(({ price }) => price) ?? []} />;
}
