import type { ComponentChildren, JSX } from 'preact';
import { waitsFor } from '../account/order-facts.tsx';
import { difference, percentage, sum } from '../amounts/decimal.ts';
import { Amount } from '../parts/amount.tsx';
import { Facts } from '../parts/facts.tsx';
import { Moment } from '../parts/moment.tsx';
import { untold } from '../service/problem.ts';
import type { OrderPreview } from '../service/types.ts';
import type { Previewed } from './use-preview.ts';

interface PreviewProps {
  readonly previewed: Previewed;
  /** The fields of the ticket that show what is wrong with them. */
  readonly fields: readonly string[];
  readonly isComplete: boolean;
}

/** What the order of the ticket would do now. */
export function PreviewCard({ previewed, fields, isComplete }: PreviewProps): JSX.Element {
  return (
    <section class="preview" aria-labelledby="preview" aria-live="polite" data-old={previewed.isOld}>
      <h3 id="preview">Preview</h3>
      {contentOf(previewed, fields, isComplete)}
    </section>
  );
}

function contentOf({ preview, error }: Previewed, fields: readonly string[], isComplete: boolean): ComponentChildren {
  if (error !== undefined) {
    const told = untold(error, fields);
    return <p class="error">{told ?? 'See what is marked above.'}</p>;
  }
  if (preview !== undefined) return <Foreseen preview={preview} />;
  return <p class="soft">{isComplete ? 'Asking…' : 'Fill the ticket in to see what the order would do now.'}</p>;
}

function Foreseen({ preview: { order, balance, assetBalance } }: { readonly preview: OrderPreview }): JSX.Element {
  const { side, currency, assetId, fee, totalAmount } = order;
  const isResting = order.status === 'QUEUED';
  const cash = (value: string | undefined): ComponentChildren =>
    value === undefined ? undefined : <Amount value={value} unit={currency} />;
  const withFee = totalAmount === undefined ? undefined : afterFee(side, totalAmount, fee ?? '0');
  return (
    <>
      <p class="verdict">
        <Verdict order={order} />
      </p>
      <Facts
        facts={[
          ['Quantity', <Amount key="quantity" value={order.quantity} unit={assetId} />],
          ['Fills at', cash(order.executionPrice)],
          ['Total', cash(totalAmount)],
          ['Fee', cash(fee)],
          [side === 'BUY' ? 'You pay' : 'You get', cash(withFee)],
          ['Holds', cash(order.heldAmount)],
          ['Fee when it fills', totalAmount === undefined ? feeTerms(order) : undefined],
          ['Cash available after', cash(balance.available)],
          ['Cash held after', order.heldAmount && cash(balance.held)],
          [`${assetId} available after`, assetBalance && <Amount key="available" value={assetBalance.available} />],
          [`${assetId} held after`, isResting && assetBalance && <Amount key="held" value={assetBalance.held} />],
        ]}
      />
    </>
  );
}

function Verdict({ order }: Pick<OrderPreview, 'order'>): JSX.Element {
  const { status, statusReason, expiresAt } = order;
  if (status === 'COMPLETED') return <>It fills at once, in full.</>;
  if (status === 'QUEUED') {
    return (
      <>
        It rests until the price is right: {waitsFor(order)}
        {expiresAt !== undefined && (
          <>
            , until <Moment at={expiresAt} />
          </>
        )}
        .
      </>
    );
  }
  return <>It ends at once: {statusReason ?? status.toLowerCase()}.</>;
}

function feeTerms({ feeTerms: terms, currency }: OrderPreview['order']): ComponentChildren {
  if (terms === undefined) return undefined;
  const { rate, minimum, maximum } = terms;
  const bounds = [minimum && `at least ${minimum}`, maximum && `at most ${maximum}`].filter(Boolean).join(', ');
  return `${percentage(rate)} %${bounds && ` (${bounds} ${currency})`}`;
}

function afterFee(side: 'BUY' | 'SELL', total: string, fee: string): string | undefined {
  return side === 'BUY' ? sum([total, fee]) : difference(total, fee);
}
