import type { JSX } from 'preact';
import { placesOf } from '../amounts/amount-text.ts';
import { difference } from '../amounts/decimal.ts';
import { Amount } from '../parts/amount.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Empty } from '../parts/states.tsx';
import { TableHead } from '../parts/table-head.tsx';
import { linkTo } from '../route.ts';
import { Card } from './card.tsx';
import { Clock } from './clock.tsx';
import { FeedState } from './feed-state.tsx';
import { type Quote, quoteKey, type Tick, tickOf } from './price-board.ts';
import { Sparkline } from './sparkline.tsx';
import { priceBoard, pricesOfAll, useFeed } from './streams.ts';

/** Takes the prices that arrive onto the board. */
export function usePrices(): void {
  useFeed(pricesOfAll, (events) => priceBoard.add(events.map(tickOf).filter((tick) => tick !== undefined)));
}

/** The prices as they are applied. */
export function PricesPage(): JSX.Element {
  usePrices();
  const quotes = [...priceBoard.quotes.value.values()].sort((a, b) => (quoteKey(a) < quoteKey(b) ? -1 : 1));
  const { value: tape } = priceBoard.tape;
  return (
    <>
      <h1>Prices</h1>
      <FeedState stream={pricesOfAll} what="Prices" />
      {quotes.length === 0 ? (
        <section class="card" aria-label="Prices">
          <Empty title="No price has been applied since you opened this page">
            <p>
              Prices arrive here once they are applied. Earlier ones are with the <a href={linkTo('assets')}>assets</a>.
            </p>
          </Empty>
        </section>
      ) : (
        <div class="columns board">
          <Card title="By asset">
            <Board quotes={quotes} />
          </Card>
          <Card title="As they come">
            <Tape ticks={tape} />
          </Card>
        </div>
      )}
    </>
  );
}

function Board({ quotes }: { readonly quotes: readonly Quote[] }): JSX.Element {
  const places = placesOf(quotes.map(({ ticks }) => ticks.at(-1)?.price));
  return (
    <Scroll label="The board">
      <table>
        <caption class="unseen">The last price of each asset in each currency</caption>
        <TableHead
          columns={[
            'Asset',
            ['Price', 'number'],
            ['Change', 'number'],
            ['Trend', 'extra'],
            ['Ticks', 'number extra'],
            ['Last tick', 'extra'],
          ]}
        />
        <tbody>
          {quotes.map((quote) => (
            <QuoteRow key={quoteKey(quote)} quote={quote} places={places} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function QuoteRow({ quote, places }: { readonly quote: Quote; readonly places: number }): JSX.Element {
  const { assetId, currency, ticks, count } = quote;
  const [first, last] = [ticks[0], ticks.at(-1)];
  return (
    <tr>
      <th scope="row">
        <a href={linkTo('assets', assetId)}>{assetId}</a> <span class="soft">{currency}</span>
      </th>
      <td class="number">
        <Amount value={last?.price} places={places} />
      </td>
      <td class="number">
        <Amount
          value={first === undefined || last === undefined ? undefined : difference(last.price, first.price)}
          places={places}
          isChange
        />
      </td>
      <td class="extra">
        <Sparkline prices={ticks.map(({ price }) => price)} />
      </td>
      <td class="number extra">{count.toLocaleString()}</td>
      <td class="extra">
        <Clock at={last?.at} />
      </td>
    </tr>
  );
}

function Tape({ ticks }: { readonly ticks: readonly Tick[] }): JSX.Element {
  const places = placesOf(ticks.map(({ price }) => price));
  return (
    <Scroll label="The last prices" isLow>
      <table class="dense">
        <caption class="unseen">The last prices, the newest first</caption>
        <TableHead columns={['Time', 'Asset', ['Price', 'number']]} />
        <tbody>
          {ticks.map(({ id, at, assetId, currency, price }) => (
            <tr key={id}>
              <td>
                <Clock at={at} />
              </td>
              <td>
                {assetId} <span class="soft">{currency}</span>
              </td>
              <td class="number">
                <Amount value={price} places={places} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
