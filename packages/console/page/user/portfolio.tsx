import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Amount } from '../parts/amount.tsx';
import { placesOf } from '../parts/amount-text.ts';
import { Scroll } from '../parts/scroll.tsx';
import { Empty, WhenLoaded } from '../parts/states.tsx';
import { linkTo } from '../route.ts';
import { api, resultOf } from '../service/client.ts';
import { share, sum } from '../service/decimal.ts';
import { useEvery, useLoaded } from '../service/loaded.ts';
import { accountStream } from '../service/stream.ts';
import type { Portfolio } from '../service/types.ts';
import { ACCOUNT_MOVES, useEvents } from '../service/use-events.ts';
import { allocationOf, changeOf, percentOf } from './allocation.ts';
import { CashDialog, type CashMove } from './cash-dialog.tsx';
import { ValueOverTime } from './value-plot.tsx';

const PRICES_MS = 10_000;

/** What the account is worth, and what of. */
export function PortfolioPage(): JSX.Element {
  const portfolio = useLoaded(() => resultOf(api.GET('/v1/portfolio')), []);
  useEvents(accountStream, ACCOUNT_MOVES, portfolio.reload);
  // Prices move without an event of the account.
  useEvery(PRICES_MS, portfolio.reload);
  return (
    <>
      <h1>Portfolio</h1>
      <WhenLoaded loaded={portfolio} what="your portfolio">
        {(found) => <LoadedPortfolio portfolio={found} reload={portfolio.reload} />}
      </WhenLoaded>
    </>
  );
}

interface LoadedProps {
  readonly portfolio: Portfolio;
  readonly reload: () => void;
}

function LoadedPortfolio({ portfolio, reload }: LoadedProps): JSX.Element {
  const move = useSignal<CashMove | undefined>(undefined);
  const told = useSignal<string | undefined>(undefined);
  const { totalPortfolioValue, currency, assetBalances, cash, unpriced } = portfolio;
  const isNew = assetBalances.length === 0 && cash.every(({ currentBalance }) => Number(currentBalance) === 0);
  function open(which: CashMove): void {
    told.value = undefined;
    move.value = which;
  }
  return (
    <>
      <div class="account-head">
        <div>
          <p class="total">
            <Amount value={totalPortfolioValue} unit={currency} />
          </p>
          <UnrealisedTotal portfolio={portfolio} />
        </div>
        <div class="actions">
          <button type="button" class={isNew ? 'primary' : ''} onClick={() => open('deposit')}>
            Deposit
          </button>
          <button type="button" onClick={() => open('withdraw')}>
            Withdraw
          </button>
        </div>
      </div>
      <output class="told">{told.value !== undefined && <p class="notice done">{told.value}</p>}</output>
      {unpriced.length > 0 && (
        <p class="notice">
          Without a price or a rate now, and not in the total: <b>{unpriced.join(', ')}</b>
        </p>
      )}
      {isNew ? (
        <section class="card">
          <Empty title="This account is empty">
            <p>Deposit cash, and then buy something on the trading page.</p>
          </Empty>
        </section>
      ) : (
        <>
          <div class="columns uneven">
            <ValueOverTime valueNow={totalPortfolioValue} />
            <div>
              <Allocation portfolio={portfolio} />
              <Cash portfolio={portfolio} />
            </div>
          </div>
          <Holdings portfolio={portfolio} page="trade" />
        </>
      )}
      {move.value !== undefined && (
        <CashDialog
          move={move.value}
          cash={cash}
          onClose={() => {
            move.value = undefined;
          }}
          onMoved={(text) => {
            move.value = undefined;
            told.value = text;
            reload();
          }}
        />
      )}
    </>
  );
}

/** What all holdings would bring more than they have cost. Nothing if it is not known of all. */
function UnrealisedTotal({ portfolio: { assetBalances } }: { readonly portfolio: Portfolio }): JSX.Element | null {
  const profit = sumOfKnown(assetBalances.map(({ unrealisedProfit }) => unrealisedProfit));
  const cost = sumOfKnown(assetBalances.map(({ costBasis }) => costBasis));
  if (profit === undefined || cost === undefined || assetBalances.length === 0) return null;
  return (
    <p class="soft">
      <Amount value={profit} isChange unit="USD" /> <Profit profit={profit} cost={cost} /> unrealised
    </p>
  );
}

function Profit({ profit, cost }: { readonly profit: string; readonly cost: string }): JSX.Element | null {
  const part = share(profit, cost);
  return part === undefined ? null : <span>({changeOf(part)})</span>;
}

/** What the account is worth, by what it is in. */
export function Allocation({ portfolio }: { readonly portfolio: Portfolio }): JSX.Element {
  const parts = allocationOf(portfolio);
  return (
    <section class="card" aria-labelledby="allocation">
      <h2 id="allocation">Allocation</h2>
      {/* The list below says the same. */}
      <div class="allocation" aria-hidden="true">
        {parts.map(({ name, share: part }, index) => (
          <div
            key={name}
            class={`part part-${index + 1}`}
            style={{ flexGrow: part }}
            title={`${name}: ${percentOf(part)}`}
          >
            <span>{name}</span>
          </div>
        ))}
      </div>
      <ul class="legend">
        {parts.map(({ name, value, share: part }, index) => (
          <li key={name}>
            <span class={`swatch part-${index + 1}`} aria-hidden="true" />
            <span class="legend-name">{name}</span>
            <Amount value={value} places={2} />
            <span class="legend-share">{percentOf(part)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const CENTS = 2;

interface HoldingsProps {
  readonly portfolio: Portfolio;
  /** Where the assets lead to. */
  readonly page: 'trade' | 'assets';
}

/** What is held of each asset. */
export function Holdings({ portfolio: { assetBalances }, page }: HoldingsProps): JSX.Element {
  const places = {
    quantity: placesOf(assetBalances.map(({ quantity }) => quantity)),
    price: Math.max(CENTS, placesOf(assetBalances.map(({ price }) => price))),
  };
  return (
    <section class="card" aria-labelledby="holdings">
      <h2 id="holdings">Holdings</h2>
      {assetBalances.length === 0 ? (
        <Empty title="You hold no assets">
          <p>
            <a href={linkTo('trade')}>Buy something</a>
          </p>
        </Empty>
      ) : (
        <Scroll label="Holdings">
          <table>
            <thead>
              <tr>
                <th scope="col">Asset</th>
                <th scope="col" class="number">
                  Quantity
                </th>
                <th scope="col" class="number extra">
                  Held by orders
                </th>
                <th scope="col" class="number extra">
                  Average price
                </th>
                <th scope="col" class="number extra">
                  Price
                </th>
                <th scope="col" class="number">
                  Value
                </th>
                <th scope="col" class="number">
                  Profit
                </th>
              </tr>
            </thead>
            <tbody>
              {assetBalances.map((holding) => (
                <tr key={holding.assetId}>
                  <th scope="row">
                    <a href={linkTo(page, holding.assetId)}>{holding.assetId}</a>
                  </th>
                  <td class="number">
                    <Amount value={holding.quantity} places={places.quantity} />
                  </td>
                  <td class="number extra">
                    <Amount value={holding.held} places={places.quantity} />
                  </td>
                  <td class="number extra">
                    <Amount value={holding.averagePrice} places={places.price} isRounded />
                  </td>
                  <td class="number extra">
                    {holding.price === undefined ? 'no price' : <Amount value={holding.price} places={places.price} />}
                  </td>
                  <td class="number">
                    <Amount value={holding.value} places={2} />
                  </td>
                  <td class="number">
                    <Amount value={holding.unrealisedProfit} places={2} isChange />
                    {holding.unrealisedProfit !== undefined && holding.costBasis !== undefined && (
                      <span class="soft extra">
                        {' '}
                        <Profit profit={holding.unrealisedProfit} cost={holding.costBasis} />
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

/** The cash in each currency. */
export function Cash({ portfolio: { cash } }: { readonly portfolio: Portfolio }): JSX.Element {
  const places = placesOf(cash.map(({ available }) => available));
  return (
    <section class="card" aria-labelledby="cash">
      <h2 id="cash">Cash</h2>
      <Scroll label="Cash">
        <table>
          <thead>
            <tr>
              <th scope="col">Currency</th>
              <th scope="col" class="number">
                Available
              </th>
              <th scope="col" class="number">
                Held
              </th>
            </tr>
          </thead>
          <tbody>
            {cash.map((balance) => (
              <tr key={balance.currency}>
                <th scope="row">{balance.currency}</th>
                <td class="number">
                  <Amount value={balance.available} places={places} />
                </td>
                <td class="number">
                  <Amount value={balance.held} places={places} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function sumOfKnown(values: readonly (string | undefined)[]): string | undefined {
  return values.some((value) => value === undefined) ? undefined : sum(values.filter((value) => value !== undefined));
}
