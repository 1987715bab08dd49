import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import { Choice } from '../parts/field.tsx';
import { Empty, WhenLoaded } from '../parts/states.tsx';
import { goTo, linkTo } from '../route.ts';
import { api, resultOf } from '../service/client.ts';
import { ACCOUNT_EVENTS } from '../service/event-types.ts';
import { useLoaded } from '../service/loaded.ts';
import { accountStream } from '../service/stream.ts';
import type { Asset } from '../service/types.ts';
import { useEvents } from '../service/use-events.ts';
import { useAssets } from './assets.ts';
import { Market } from './book.tsx';
import { changed, EMPTY_TICKET, type Ticket } from './ticket.ts';
import { TicketForm } from './ticket-form.tsx';

/** An order ticket beside the market of its asset. The second part of the route names the asset. */
export function TradePage({ rest: [named] }: { readonly rest: readonly string[] }): JSX.Element {
  const assets = useAssets('active');
  return (
    <>
      <h1>Trade</h1>
      <WhenLoaded loaded={assets} what="the catalogue">
        {(found) => {
          const chosen = named === undefined ? found[0] : found.find(({ assetId }) => assetId === named);
          return chosen === undefined ? <NoDesk assets={found} /> : <Desk assets={found} asset={chosen} />;
        }}
      </WhenLoaded>
    </>
  );
}

/** A ticket for another asset than the address names would be taken for one of that asset. */
function NoDesk({ assets }: { readonly assets: readonly Asset[] }): JSX.Element {
  return (
    <section class="card">
      {assets.length === 0 ? (
        <Empty title="Nothing can be traded yet">
          <p>The service has no asset that is open for trading.</p>
        </Empty>
      ) : (
        <Empty title="This asset cannot be traded here">
          <p>It is closed for trading, or is not in the list. These are open:</p>
          <ul class="legend">
            {assets.map(({ assetId, name }) => (
              <li key={assetId}>
                <a href={linkTo('trade', assetId)}>
                  {assetId} · {name}
                </a>
              </li>
            ))}
          </ul>
        </Empty>
      )}
    </section>
  );
}

function Desk({ assets, asset }: { readonly assets: readonly Asset[]; readonly asset: Asset }): JSX.Element {
  const ticket = useSignal<Ticket>(EMPTY_TICKET);
  const balances = useLoaded(() => resultOf(api.GET('/v1/me/balances')), []);
  const portfolio = useLoaded(() => resultOf(api.GET('/v1/portfolio')), []);
  useEvents(accountStream, ACCOUNT_EVENTS, () => {
    balances.reload();
    portfolio.reload();
  });
  const { assetId } = asset;
  const filled = { ...ticket.value, assetId };
  const change = useCallback((values: Partial<Ticket>) => {
    ticket.value = changed(ticket.value, values);
  }, []);
  const usePrice = useCallback((price: string) => {
    const { kind } = ticket.value;
    if (kind === 'STOP_LOSS' || kind === 'TAKE_PROFIT') change({ stopPrice: price });
    else change({ kind: 'LIMIT', limitPrice: price });
  }, []);
  const cash = balances.value?.items ?? [];
  const holding = portfolio.value?.assetBalances.find((held) => held.assetId === assetId);
  return (
    <div class="columns desk">
      <section class="card" aria-labelledby="ticket">
        <h2 id="ticket">Order ticket</h2>
        <Choice
          label="Asset"
          value={assetId}
          options={assets.map((one) => [one.assetId, `${one.assetId} · ${one.name}`] as const)}
          onValue={(id) => goTo('trade', id)}
        />
        <TicketForm key={assetId} ticket={filled} onChange={change} cash={cash} held={holding?.available ?? '0'} />
      </section>
      <div>
        <Market key={assetId} assetId={assetId} currency={filled.currency} onPrice={usePrice} />
      </div>
    </div>
  );
}
