import type { JSX } from 'preact';
import { changeOf, placesOf } from '../amounts/amount-text.ts';
import { share } from '../amounts/decimal.ts';
import { Amount } from '../parts/amount.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Empty } from '../parts/states.tsx';
import { TableHead } from '../parts/table-head.tsx';
import { linkTo } from '../route.ts';
import type { Portfolio } from '../service/types.ts';

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
            <TableHead
              columns={[
                'Asset',
                ['Quantity', 'number'],
                ['Held by orders', 'number extra'],
                ['Average price', 'number extra'],
                ['Price', 'number extra'],
                ['Value', 'number'],
                ['Profit', 'number'],
              ]}
            />
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

/** A profit as a part of what was paid. */
export function Profit({ profit, cost }: { readonly profit: string; readonly cost: string }): JSX.Element | null {
  const part = share(profit, cost);
  return part === undefined ? null : <span>({changeOf(part)})</span>;
}
