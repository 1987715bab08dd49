import type { JSX } from 'preact';
import { placesOf } from '../amounts/amount-text.ts';
import { Amount } from '../parts/amount.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { TableHead } from '../parts/table-head.tsx';
import type { Portfolio } from '../service/types.ts';

/** The cash in each currency. */
export function Cash({ portfolio: { cash } }: { readonly portfolio: Portfolio }): JSX.Element {
  const places = placesOf(cash.map(({ available }) => available));
  return (
    <section class="card" aria-labelledby="cash">
      <h2 id="cash">Cash</h2>
      <Scroll label="Cash">
        <table>
          <TableHead columns={['Currency', ['Available', 'number'], ['Held', 'number']]} />
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
