import type { JSX } from 'preact';
import { percentOf } from '../amounts/amount-text.ts';
import { Amount } from '../parts/amount.tsx';
import type { Portfolio } from '../service/types.ts';
import { allocationOf } from './allocation.ts';

/** What the account is worth, by what it is in. */
export function Allocation({ portfolio }: { readonly portfolio: Portfolio }): JSX.Element {
  const parts = allocationOf(portfolio);
  return (
    <section class="card" aria-labelledby="allocation">
      <h2 id="allocation">Allocation</h2>
      {/* The list below says the same. */}
      <div class="allocation" aria-hidden="true">
        {parts.map(({ name, share: part }, index) => (
          <div
            key={name}
            class={`part part-${index + 1}`}
            style={{ flexGrow: part }}
            title={`${name}: ${percentOf(part)}`}
          >
            <span>{name}</span>
          </div>
        ))}
      </div>
      <ul class="legend">
        {parts.map(({ name, value, share: part }, index) => (
          <li key={name}>
            <span class={`swatch part-${index + 1}`} aria-hidden="true" />
            <span class="legend-name">{name}</span>
            <Amount value={value} places={2} />
            <span class="legend-share">{percentOf(part)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
