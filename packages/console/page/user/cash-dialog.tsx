import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Amount } from '../parts/amount.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { CommandError } from '../parts/outcome.tsx';
import { api, resultOf } from '../service/client.ts';
import type { Currency, Portfolio } from '../service/types.ts';
import { useCommand, useFormAsSent } from '../service/use-command.ts';
import { ruleOf } from './ticket.ts';

export type CashMove = 'deposit' | 'withdraw';

interface CashDialogProps {
  readonly move: CashMove;
  readonly cash: Portfolio['cash'];
  readonly onClose: () => void;
  /** It has been carried out. */
  readonly onMoved: (told: string) => void;
}

const WORDS = {
  deposit: { title: 'Deposit', what: 'the deposit', button: 'Deposit', told: 'The deposit has arrived.' },
  withdraw: { title: 'Withdraw', what: 'the withdrawal', button: 'Withdraw', told: 'The withdrawal has left.' },
} as const;
const FIELDS = ['amount', 'description'];

/** Pays in or out. */
export function CashDialog({ move, cash, onClose, onMoved }: CashDialogProps): JSX.Element {
  const amount = useSignal('');
  const description = useSignal('');
  const currency = useSignal<Currency>(cash[0]?.currency ?? 'USD');
  const wrong = useSignal<string | undefined>(undefined);
  const command = useCommand(async (body: { amount: string; currency: Currency; description?: string }, key) => {
    const params = { header: { 'Idempotency-Key': key } };
    const { transaction } = await resultOf(
      move === 'deposit'
        ? api.POST('/v1/me/deposits', { params, body })
        : api.POST('/v1/me/withdrawals', { params, body }),
    );
    onMoved(WORDS[move].told);
    return transaction;
  });
  useFormAsSent(command, [amount.value, description.value, currency.value] as const, (sent) => {
    [amount.value, description.value, currency.value] = sent;
    wrong.value = undefined;
  });
  const { title, what, button } = WORDS[move];
  const chosen = cash.find((balance) => balance.currency === currency.value);

  function submit(event: Event): void {
    event.preventDefault();
    if (command.isOpen) {
      void command.sendAgain();
      return;
    }
    const typed = amount.value.trim();
    wrong.value = typed === '' ? 'is required' : ruleOf(typed);
    if (wrong.value !== undefined) return;
    const said = description.value.trim();
    void command.send({ amount: typed, currency: currency.value, ...(said !== '' && { description: said }) });
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <CommandError error={command.error} fields={FIELDS} what={what} />
        <fieldset class="plain" disabled={command.isOpen}>
          {cash.length > 1 && (
            <Choice
              label="Currency"
              value={currency.value}
              options={cash.map((balance) => [balance.currency, balance.currency] as const)}
              onValue={(value) => {
                currency.value = value;
              }}
            />
          )}
          <Field
            label="Amount"
            inputmode="decimal"
            unit={currency.value}
            value={amount.value}
            onValue={(value) => {
              amount.value = value;
              wrong.value = undefined;
            }}
            error={wrong.value ?? command.error?.fields['amount']}
            isRequired
          />
          <Field
            label="Description (optional)"
            value={description.value}
            onValue={(value) => {
              description.value = value;
            }}
            error={command.error?.fields['description']}
          />
        </fieldset>
        <p class="soft">
          Available: <Amount value={chosen?.available ?? '0'} unit={currency.value} />
        </p>
        <DialogActions command={command} button={button} onClose={onClose} />
      </form>
    </Dialog>
  );
}
