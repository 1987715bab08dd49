import type { JSX } from 'preact';
import { Amount } from '../parts/amount.tsx';
import { WhenLoaded } from '../parts/states.tsx';
import { api, resultOf } from '../service/client.ts';
import { useLoaded } from '../service/loaded.ts';
import { accountStream } from '../service/stream.ts';
import { useEvents } from '../service/use-events.ts';

const MOVES = ['CASH_MOVED', 'ASSET_MOVED', 'CASH_PENDING', 'CASH_SETTLED', 'ORDER_PLACED', 'ORDER_CANCELLED'];

/** What the account is worth, and what of. */
export function PortfolioPage(): JSX.Element {
  const portfolio = useLoaded(() => resultOf(api.GET('/v1/portfolio')), []);
  useEvents(accountStream, MOVES, portfolio.reload);
  return (
    <>
      <h1>Portfolio</h1>
      <WhenLoaded loaded={portfolio} what="your portfolio">
        {({ totalPortfolioValue, currency }) => (
          <p class="total">
            <Amount value={totalPortfolioValue} /> {currency}
          </p>
        )}
      </WhenLoaded>
    </>
  );
}
