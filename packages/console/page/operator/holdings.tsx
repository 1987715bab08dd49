import type { JSX } from 'preact';
import { Amount } from '../parts/amount.tsx';
import { placesOf } from '../parts/amount-text.ts';
import { Empty } from '../parts/states.tsx';
import { linkTo } from '../route.ts';
import type { Portfolio } from '../service/types.ts';

/** What an account has: cash in each currency, and what it holds of each asset. */
export function HoldingsOf({ portfolio }: { readonly portfolio: Portfolio }): JSX.Element {
  const { currency, totalPortfolioValue, totalCashValue, totalAssetValue, cash, assetBalances, unpriced } = portfolio;
  return (
    <>
      <p class="total">
        <Amount value={totalPortfolioValue} unit={currency} />
      </p>
      <p class="soft">
        Cash <Amount value={totalCashValue} /> · Assets <Amount value={totalAssetValue} />
      </p>
      {unpriced.length > 0 && <p class="notice">Without a price, and not in the total: {unpriced.join(', ')}</p>}
      <div class="columns">
        <CashTable cash={cash} />
        {assetBalances.length === 0 ? (
          <Empty title="Nothing is held" />
        ) : (
          <AssetTable holdings={assetBalances} currency={currency} />
        )}
      </div>
    </>
  );
}

function CashTable({ cash }: { readonly cash: Portfolio['cash'] }): JSX.Element {
  const places = placesOf(cash.flatMap(({ available, held }) => [available, held]));
  return (
    <div class="scroll">
      <table class="dense">
        <caption>Cash</caption>
        <thead>
          <tr>
            <th scope="col">Currency</th>
            <th scope="col" class="number">
              Available
            </th>
            <th scope="col" class="number">
              Held by orders
            </th>
          </tr>
        </thead>
        <tbody>
          {cash.map(({ currency, available, held }) => (
            <tr key={currency}>
              <th scope="row">{currency}</th>
              <td class="number">
                <Amount value={available} places={places} />
              </td>
              <td class="number">
                <Amount value={held} places={places} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface AssetTableProps {
  readonly holdings: Portfolio['assetBalances'];
  readonly currency: string;
}

function AssetTable({ holdings, currency }: AssetTableProps): JSX.Element {
  const quantityPlaces = placesOf(holdings.flatMap(({ available, held }) => [available, held]));
  return (
    <div class="scroll">
      <table class="dense">
        <caption>Assets, in {currency}</caption>
        <thead>
          <tr>
            <th scope="col">Asset</th>
            <th scope="col" class="number">
              Available
            </th>
            <th scope="col" class="number">
              Held
            </th>
            <th scope="col" class="number">
              Value
            </th>
            <th scope="col" class="number extra">
              Profit
            </th>
          </tr>
        </thead>
        <tbody>
          {holdings.map(({ assetId, available, held, value, unrealisedProfit }) => (
            <tr key={assetId}>
              <th scope="row">
                <a href={linkTo('assets', assetId)}>{assetId}</a>
              </th>
              <td class="number">
                <Amount value={available} places={quantityPlaces} />
              </td>
              <td class="number">
                <Amount value={held} places={quantityPlaces} />
              </td>
              <td class="number">
                <Amount value={value} places={2} />
              </td>
              <td class="number extra">
                <Amount value={unrealisedProfit} places={2} isChange />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
