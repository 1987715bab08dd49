import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { placesOf } from '../amounts/amount-text.ts';
import { share, sum } from '../amounts/decimal.ts';
import { Amount } from '../parts/amount.tsx';
import { Moment } from '../parts/moment.tsx';
import { WhenLoaded } from '../parts/states.tsx';
import { TableHead } from '../parts/table-head.tsx';
import { api, resultOf } from '../service/client.ts';
import { useEvery, useLoaded } from '../service/loaded.ts';
import type { Currency, Depth } from '../service/types.ts';

const REFRESH_MS = 3_000;
const LEVELS = 8;

interface MarketProps {
  readonly assetId: string;
  readonly currency: Currency;
  /** A price of the book was chosen. */
  readonly onPrice: (price: string) => void;
}

/** The price of an asset, and the limit orders that rest on both sides of it. */
export function Market({ assetId, currency, onPrice }: MarketProps): JSX.Element {
  const asset = useLoaded(
    () => resultOf(api.GET('/v1/assets/{assetId}', { params: { path: { assetId } } })),
    [assetId],
  );
  const depth = useLoaded(
    () =>
      resultOf(
        api.GET('/v1/assets/{assetId}/depth', { params: { path: { assetId }, query: { currency, levels: LEVELS } } }),
      ),
    [assetId, currency],
  );
  const reload = useMemo(
    () => () => {
      asset.reload();
      depth.reload();
    },
    [asset.reload, depth.reload],
  );
  useEvery(REFRESH_MS, reload);
  return (
    <>
      <section class="card" aria-labelledby="price">
        <h2 id="price">Price</h2>
        <WhenLoaded loaded={asset} what="the price">
          {({ name, priceUsd, priceAt, updatedAt, isActive }) => (
            <>
              <p class="total small">
                <Amount value={priceUsd} unit="USD" />
              </p>
              <p class="soft">
                {name} · <Moment at={priceAt ?? updatedAt} />
              </p>
              {!isActive && <p class="notice">It is not open for trading.</p>}
            </>
          )}
        </WhenLoaded>
      </section>
      <section class="card" aria-labelledby="book">
        <h2 id="book">Resting limit orders ({currency})</h2>
        <WhenLoaded loaded={depth} what="the book">
          {(found) => <Book depth={found} onPrice={onPrice} />}
        </WhenLoaded>
      </section>
    </>
  );
}

function Book({ depth, onPrice }: { readonly depth: Depth; readonly onPrice: (price: string) => void }): JSX.Element {
  const { asks, bids, lastPrice, isComplete } = depth;
  if (asks.length === 0 && bids.length === 0) {
    return <p class="soft">No limit orders rest in this currency now. Yours would be the first.</p>;
  }
  const levels = [...asks, ...bids];
  const places = {
    price: placesOf(levels.map(({ price }) => price)),
    quantity: placesOf(levels.map(({ quantity }) => quantity)),
  };
  const all = sum(levels.map(({ quantity }) => quantity)) ?? '0';
  const most = Math.max(...levels.map(({ quantity }) => share(quantity, all) ?? 0));
  const rowOf = (side: 'ask' | 'bid') =>
    function Level({ price, quantity, orders }: Depth['bids'][number]): JSX.Element {
      const width = `${((share(quantity, all) ?? 0) / (most || 1)) * 100}%`;
      return (
        <tr key={`${side}-${price}`} class={side}>
          <th scope="row">{side === 'ask' ? 'Sell' : 'Buy'}</th>
          <td class="number">
            <button type="button" class="price" title="Use this price" onClick={() => onPrice(price)}>
              <Amount value={price} places={places.price} />
            </button>
          </td>
          <td class="number level">
            <span class="bar" style={{ width }} aria-hidden="true" />
            <Amount value={quantity} places={places.quantity} />
          </td>
          <td class="number">{orders}</td>
        </tr>
      );
    };
  return (
    <table class="book">
      <TableHead columns={['Side', ['Limit', 'number'], ['Quantity', 'number'], ['Orders', 'number']]} />
      <tbody>
        {asks.toReversed().map(rowOf('ask'))}
        <tr class="last-price">
          <td colSpan={4}>
            Last price: <Amount value={lastPrice} />
            {!isComplete && ' · there is more than is shown'}
          </td>
        </tr>
        {bids.map(rowOf('bid'))}
      </tbody>
    </table>
  );
}
