import type { JSX } from 'preact';
import { wordOf } from '../parts/wording.ts';

/** The status of a user. */
export function StatusBadge({ status }: { readonly status: string }): JSX.Element {
  return <span class={`badge status-${status.toLowerCase()}`}>{wordOf(status)}</span>;
}

/** Whether an asset can be traded. */
export function TradingBadge({ isActive }: { readonly isActive: boolean }): JSX.Element {
  return <span class={`badge ${isActive ? 'status-active' : 'status-suspended'}`}>{isActive ? 'Open' : 'Closed'}</span>;
}
