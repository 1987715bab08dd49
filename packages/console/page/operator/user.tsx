import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Allocation } from '../account/allocation-card.tsx';
import { Cash } from '../account/cash-card.tsx';
import { CASH_COLUMNS, CashFacts } from '../account/cash-rows.tsx';
import { Holdings } from '../account/holdings-card.tsx';
import { ALL_COLUMNS } from '../account/order-columns.tsx';
import { OrderFacts } from '../account/order-facts.tsx';
import { CASH_TYPES } from '../account/words.ts';
import { Amount } from '../parts/amount.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { Segments } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { Empty, WhenLoaded } from '../parts/states.tsx';
import { WindowedTable } from '../parts/windowed-table.tsx';
import { wordOf } from '../parts/wording.ts';
import { linkTo } from '../route.ts';
import { api, resultOf } from '../service/client.ts';
import { useLoaded } from '../service/loaded.ts';
import type { Account, BalanceTransaction, Order, Portfolio } from '../service/types.ts';
import { pageAt, WindowOfPages } from '../service/window-of-pages.ts';
import { VerifyTrail } from './audit-trail.tsx';
import { StatusBadge } from './badges.tsx';
import { Card } from './card.tsx';
import { ReconcileOne } from './reconciliation.tsx';
import { eventsOfAll, useFeed } from './streams.ts';
import { useTop } from './top.ts';
import { UserActions } from './user-actions.tsx';

/** What is known of a user, and what can be done about the account. */
export function UserPage({ username }: { readonly username: string }): JSX.Element {
  useTop(username);
  const params = { path: { username } };
  const user = useLoaded(() => resultOf(api.GET('/v1/users/{username}', { params })), [username]);
  const portfolio = useLoaded(() => resultOf(api.GET('/v1/users/{username}/portfolio', { params })), [username]);
  const scope = useSignal<'open' | 'all'>('open');
  const lookedAt = useSignal<Order | BalanceTransaction | undefined>(undefined);
  const orders = useMemo(() => ordersOf(username, scope.value), [username, scope.value]);
  const statement = useMemo(() => statementOf(username), [username]);
  useFeed(eventsOfAll, (events, hasMissed) => {
    const ofUser = events.filter((event) => event.username?.toLowerCase() === username.toLowerCase());
    if (ofUser.length === 0 && !hasMissed) return;
    if (hasMissed || ofUser.some(({ type }) => type === 'USER_CHANGED')) user.reload();
    portfolio.reload();
    orders.refresh();
    statement.refresh();
  });
  return (
    <>
      <nav class="crumbs" aria-label="Where this page belongs">
        <a href={linkTo('users')}>Users</a>
      </nav>
      <header class="page-head">
        <h1>{username}</h1>
        {user.value !== undefined && (
          <>
            <StatusBadge status={user.value.status} />
            <UserActions user={user.value} onChange={user.reload} />
          </>
        )}
      </header>
      <WhenLoaded loaded={user} what={username}>
        {(account) => (
          <>
            <StatusNote user={account} />
            <div class="columns">
              <Profile user={account} />
              <Card title="Checks">
                <ReconcileOne username={username} />
                <VerifyTrail username={username} />
              </Card>
            </div>
          </>
        )}
      </WhenLoaded>
      {user.value !== undefined && (
        <>
          <WhenLoaded loaded={portfolio} what="the portfolio">
            {(value) => <PortfolioOf portfolio={value} />}
          </WhenLoaded>
          <Card
            title="Orders"
            beside={
              <Segments
                label="Which orders"
                options={SCOPES}
                value={scope.value}
                onValue={(value) => {
                  scope.value = value;
                }}
              />
            }
          >
            <WindowedTable
              key={scope.value}
              label="Orders"
              rows={orders}
              columns={ALL_COLUMNS}
              onOpen={(order) => (lookedAt.value = order)}
              keyOf={({ orderId }) => orderId}
              empty={<Empty title={scope.value === 'open' ? 'No open orders' : 'No orders yet'} />}
            />
          </Card>
          <Card title="Statement">
            <WindowedTable
              label="Statement"
              rows={statement}
              columns={CASH_COLUMNS}
              onOpen={(row) => (lookedAt.value = row)}
              keyOf={({ transactionId }) => transactionId}
              empty={<Empty title="No cash has moved yet" />}
            />
          </Card>
        </>
      )}
      {lookedAt.value !== undefined && (
        <Dialog
          title={'orderId' in lookedAt.value ? 'Order' : CASH_TYPES[lookedAt.value.type]}
          isWide
          onClose={() => (lookedAt.value = undefined)}
        >
          {'orderId' in lookedAt.value ? <OrderFacts order={lookedAt.value} /> : <CashFacts row={lookedAt.value} />}
        </Dialog>
      )}
    </>
  );
}

/** What the account has, and what it is worth. */
function PortfolioOf({ portfolio }: { readonly portfolio: Portfolio }): JSX.Element {
  const { totalPortfolioValue, currency, assetBalances, unpriced } = portfolio;
  return (
    <>
      <h2>Portfolio</h2>
      <p class="total">
        <Amount value={totalPortfolioValue} unit={currency} />
      </p>
      {unpriced.length > 0 && <p class="notice">Without a price, and not in the total: {unpriced.join(', ')}</p>}
      <div class="columns">
        {assetBalances.length > 0 && <Allocation portfolio={portfolio} />}
        <Cash portfolio={portfolio} />
      </div>
      {assetBalances.length > 0 && <Holdings portfolio={portfolio} page="assets" />}
    </>
  );
}

function StatusNote({ user }: { readonly user: Account }): JSX.Element | null {
  const { status, statusAt, statusBy, statusReason } = user;
  if (statusAt === undefined) return null;
  return (
    <p class={status === 'ACTIVE' ? 'soft' : 'notice'}>
      {wordOf(status)} since <Moment at={statusAt} />
      {statusBy !== undefined && (
        <>
          {' by '}
          <a href={linkTo('users', statusBy)}>{statusBy}</a>
        </>
      )}
      {statusReason !== undefined && <>: “{statusReason}”</>}
    </p>
  );
}

function Profile({ user }: { readonly user: Account }): JSX.Element {
  const { firstName, lastName, email, emailVerifiedAt, phone, dateOfBirth, role, metadata = {} } = user;
  return (
    <Card title="Profile">
      <Facts
        facts={[
          ['Name', `${firstName} ${lastName}`],
          ['E-mail', email],
          ['Verified', emailVerifiedAt === undefined ? 'No' : <Moment at={emailVerifiedAt} />],
          ['Phone', phone],
          ['Born', dateOfBirth],
          ['Role', wordOf(role)],
          ['Since', <Moment key="since" at={user.createdAt} />],
          ['Changed', <Moment key="changed" at={user.updatedAt} />],
          ...Object.entries(metadata).map(([name, value]) => [`Metadata: ${name}`, value] as const),
        ]}
      />
    </Card>
  );
}

const SCOPES = [
  ['open', 'Open'],
  ['all', 'All'],
] as const;

function ordersOf(username: string, scope: 'open' | 'all'): WindowOfPages<Order> {
  const params = (cursor: string | undefined) => ({
    path: { username },
    query: {
      ...pageAt(cursor),
      ...(scope === 'open' && { open: true as const }),
    },
  });
  return new WindowOfPages(
    (cursor) => resultOf(api.GET('/v1/users/{username}/orders', { params: params(cursor) })),
    ({ orderId }) => orderId,
  );
}

function statementOf(username: string): WindowOfPages<BalanceTransaction> {
  const params = (cursor: string | undefined) => ({
    path: { username },
    query: pageAt(cursor),
  });
  return new WindowOfPages(
    (cursor) => resultOf(api.GET('/v1/users/{username}/transactions', { params: params(cursor) })),
    ({ transactionId }) => transactionId,
  );
}
