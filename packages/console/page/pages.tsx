import type { ComponentType } from 'preact';
import { AssetsPage } from './operator/assets.tsx';
import { EventsPage } from './operator/events.tsx';
import { PricesPage } from './operator/prices.tsx';
import { ServicePage } from './operator/service.tsx';
import { UsersPage } from './operator/users.tsx';
import { AccountPage } from './user/account.tsx';
import { OrdersPage } from './user/orders.tsx';
import { PortfolioPage } from './user/portfolio.tsx';
import { StatementPage } from './user/statement.tsx';
import { TradePage } from './user/trade.tsx';

/** A page of the console. */
export interface Page {
  /** The first part of its route. */
  readonly path: string;
  readonly title: string;
  /** `rest` has the further parts of the route. */
  readonly Content: ComponentType<{ readonly rest: readonly string[] }>;
  /** For whom the page stands in the navigation. */
  readonly group: 'account' | 'service';
}

const ACCOUNT_PAGES: readonly [Page, ...Page[]] = [
  { path: 'portfolio', title: 'Portfolio', Content: PortfolioPage, group: 'account' },
  { path: 'trade', title: 'Trade', Content: TradePage, group: 'account' },
  { path: 'orders', title: 'Orders', Content: OrdersPage, group: 'account' },
  { path: 'statement', title: 'Statement', Content: StatementPage, group: 'account' },
  { path: 'account', title: 'Account', Content: AccountPage, group: 'account' },
];
const SERVICE_PAGES: readonly Page[] = [
  { path: 'users', title: 'Users', Content: UsersPage, group: 'service' },
  { path: 'assets', title: 'Assets', Content: AssetsPage, group: 'service' },
  { path: 'prices', title: 'Prices', Content: PricesPage, group: 'service' },
  { path: 'events', title: 'Events', Content: EventsPage, group: 'service' },
  { path: 'service', title: 'Service', Content: ServicePage, group: 'service' },
];

/** What a role sees, in the order of the navigation. The API decides what it may do. */
export function pagesFor(role: string): readonly [Page, ...Page[]] {
  return role === 'admin' ? [...ACCOUNT_PAGES, ...SERVICE_PAGES] : ACCOUNT_PAGES;
}
