import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Allocation } from '../account/allocation-card.tsx';
import { Cash } from '../account/cash-card.tsx';
import { Holdings, Profit } from '../account/holdings-card.tsx';
import { sum } from '../amounts/decimal.ts';
import { Amount } from '../parts/amount.tsx';
import { Empty, WhenLoaded } from '../parts/states.tsx';
import { api, resultOf } from '../service/client.ts';
import { ACCOUNT_EVENTS } from '../service/event-types.ts';
import { useEvery, useLoaded } from '../service/loaded.ts';
import { accountStream } from '../service/stream.ts';
import type { Portfolio } from '../service/types.ts';
import { useEvents } from '../service/use-events.ts';
import { CashDialog, type CashMove } from './cash-dialog.tsx';
import { ValueOverTime } from './value-plot.tsx';

const PRICES_MS = 10_000;

/** What the account is worth, and what of. */
export function PortfolioPage(): JSX.Element {
  const portfolio = useLoaded(() => resultOf(api.GET('/v1/portfolio')), []);
  useEvents(accountStream, ACCOUNT_EVENTS, portfolio.reload);
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

function sumOfKnown(values: readonly (string | undefined)[]): string | undefined {
  return values.some((value) => value === undefined) ? undefined : sum(values.filter((value) => value !== undefined));
}
