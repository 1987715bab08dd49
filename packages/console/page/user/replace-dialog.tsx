import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { ORDER_TYPES } from '../account/words.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { Field } from '../parts/field.tsx';
import { CommandError } from '../parts/outcome.tsx';
import { api, resultOf } from '../service/client.ts';
import type { Order, ReplaceOrder } from '../service/types.ts';
import { useCommand, useFormAsSent } from '../service/use-command.ts';
import { replacementOf, type Terms, termsOf } from './replacement.ts';

interface ReplaceDialogProps {
  readonly order: Order;
  readonly onClose: () => void;
  readonly onReplaced: (told: string) => void;
}

const LABELS: Readonly<Record<keyof Terms, string>> = {
  quantity: 'Quantity',
  limitPrice: 'Limit price',
  stopPrice: 'Stop price',
};

/** Other terms for a resting order. */
export function ReplaceDialog({ order, onClose, onReplaced }: ReplaceDialogProps): JSX.Element {
  const { orderId, orderType, assetId, currency } = order;
  const terms = useSignal<Terms>(termsOf(order));
  const wrong = useSignal<Readonly<Record<string, string>>>({});
  const replacing = useCommand(async (body: ReplaceOrder, key) => {
    const params = { path: { orderId }, header: { 'Idempotency-Key': key } };
    const placed = await resultOf(api.POST('/v1/orders/{orderId}/replace', { params, body }));
    onReplaced(
      `${ORDER_TYPES[orderType]} of ${assetId}: replaced${placed.order.status === 'COMPLETED' ? ', and filled at once' : ''}.`,
    );
    return placed;
  });
  useFormAsSent(replacing, terms.value, (sent) => {
    terms.value = sent;
    wrong.value = {};
  });
  const shown = fieldsOf(order);

  function submit(event: Event): void {
    event.preventDefault();
    if (replacing.isOpen) {
      void replacing.sendAgain();
      return;
    }
    const filled = replacementOf(order, terms.value);
    wrong.value = 'wrong' in filled ? filled.wrong : {};
    if ('command' in filled) void replacing.send(filled.command);
  }

  return (
    <Dialog title={`Replace: ${ORDER_TYPES[orderType]}, ${assetId}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <CommandError error={replacing.error} fields={shown} what="the replacement" />
        <fieldset class="plain" disabled={replacing.isOpen}>
          {shown.map((field) => (
            <Field
              key={field}
              label={LABELS[field]}
              inputmode="decimal"
              unit={field === 'quantity' ? assetId : currency}
              value={terms.value[field] ?? ''}
              onValue={(value) => {
                terms.value = { ...terms.value, [field]: value };
                wrong.value = {};
              }}
              error={wrong.value[field] ?? replacing.error?.fields[field]}
              isRequired
            />
          ))}
        </fieldset>
        <p class="soft">
          The new order takes the place of this one, in one step. It counts as placed now
          {orderType === 'TRAILING_STOP_SELL' && ', and keeps its trail and its mark'}.
        </p>
        <DialogActions command={replacing} button="Replace" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function fieldsOf({ limitPrice, stopPrice }: Order): readonly (keyof Terms)[] {
  return [
    'quantity',
    ...(limitPrice === undefined ? [] : (['limitPrice'] as const)),
    ...(stopPrice === undefined ? [] : (['stopPrice'] as const)),
  ];
}
