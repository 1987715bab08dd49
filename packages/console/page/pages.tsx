import type { ComponentType } from 'preact';
import { PortfolioPage } from './user/portfolio.tsx';

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
];
const SERVICE_PAGES: readonly Page[] = [];

/** What a role sees, in the order of the navigation. The API decides what it may do. */
export function pagesFor(role: string): readonly [Page, ...Page[]] {
  return role === 'admin' ? [...ACCOUNT_PAGES, ...SERVICE_PAGES] : ACCOUNT_PAGES;
}
