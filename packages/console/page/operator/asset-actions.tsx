import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { Dialog } from '../parts/dialog.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { api, resultOf } from '../service/client.ts';
import { errorOf, type ServiceError } from '../service/problem.ts';
import type { Asset, Currency, PriceOutcome } from '../service/types.ts';
import { outcomeText } from './price-outcome.ts';

interface AssetActionsProps {
  readonly asset: Asset;
  readonly onChange: () => void;
}

/** What an operator can do with an asset. */
export function AssetActions({ asset, onChange }: AssetActionsProps): JSX.Element {
  const { assetId, isActive } = asset;
  const asking = useSignal<'price' | 'trading' | undefined>(undefined);
  const told = useSignal('');
  const close = (): void => {
    asking.value = undefined;
  };
  const finish = (message: string): void => {
    close();
    told.value = message;
    onChange();
  };
  const ask = (what: 'price' | 'trading') => () => {
    told.value = '';
    asking.value = what;
  };
  return (
    <>
      <div class="row">
        <button type="button" onClick={ask('price')}>
          Set a price
        </button>
        <button type="button" class={isActive ? 'danger' : ''} onClick={ask('trading')}>
          {isActive ? 'Close for trading' : 'Open for trading'}
        </button>
        <span role="status" class="soft">
          {told.value}
        </span>
      </div>
      {asking.value === 'price' && <SetPrice assetId={assetId} onClose={close} onDone={finish} />}
      {asking.value === 'trading' && <SetTrading asset={asset} onClose={close} onDone={finish} />}
    </>
  );
}

interface AskProps {
  readonly onClose: () => void;
  readonly onDone: (message: string) => void;
}

const CURRENCIES = [
  ['USD', 'US dollar'],
  ['EUR', 'Euro'],
  ['GBP', 'Pound sterling'],
  ['CHF', 'Swiss franc'],
  ['JPY', 'Yen'],
] as const satisfies readonly (readonly [Currency, string])[];

function SetPrice({ assetId, onClose, onDone }: AskProps & { readonly assetId: string }): JSX.Element {
  const price = useSignal('');
  const currency = useSignal<(typeof CURRENCIES)[number][0]>('USD');
  const body = () => ({ assetId, price: price.value.trim(), currency: currency.value });
  const send = async (): Promise<string> => {
    const outcome = await resultOf(api.POST('/v1/prices', { body: body() }));
    return isOfOne(outcome) ? outcomeText(outcome) : '';
  };
  return (
    <Ask
      title={`Set a price of ${assetId}`}
      button="Apply the price"
      isDangerous={false}
      fields={['price', 'currency']}
      send={send}
      onClose={onClose}
      onDone={onDone}
    >
      {(error) => (
        <>
          <p>It is applied to the resting orders at once: those that it reaches fill.</p>
          <Field
            label="Price"
            inputmode="decimal"
            isRequired
            value={price.value}
            onValue={(value) => {
              price.value = value;
            }}
            error={error?.fields['price']}
          />
          <Choice
            label="Currency"
            options={CURRENCIES}
            value={currency.value}
            onValue={(value) => {
              currency.value = value;
            }}
            error={error?.fields['currency']}
          />
        </>
      )}
    </Ask>
  );
}

function SetTrading({
  asset: { assetId, isActive },
  onClose,
  onDone,
}: AskProps & { readonly asset: Asset }): JSX.Element {
  const send = async (): Promise<string> => {
    await resultOf(api.PATCH('/v1/assets/{assetId}', { params: { path: { assetId } }, body: { isActive: !isActive } }));
    return `${assetId} is ${isActive ? 'closed' : 'open'} for trading.`;
  };
  return (
    <Ask
      title={`${isActive ? 'Close' : 'Open'} ${assetId} for trading?`}
      button={isActive ? 'Close it' : 'Open it'}
      isDangerous={isActive}
      fields={[]}
      send={send}
      onClose={onClose}
      onDone={onDone}
    >
      {() => (
        <p>
          {isActive ? 'No order of it is taken any more, until it is opened again.' : 'Orders of it are taken again.'}
        </p>
      )}
    </Ask>
  );
}

interface AskFormProps extends AskProps {
  readonly title: string;
  readonly button: string;
  readonly isDangerous: boolean;
  /** The fields that the form shows errors of. */
  readonly fields: readonly string[];
  /** Resolves with what is told of it. */
  readonly send: () => Promise<string>;
  readonly children: (error: ServiceError | undefined) => ComponentChildren;
}

/** A dialog that asks before something is changed. */
function Ask({ title, button, isDangerous, fields, send, onClose, onDone, children }: AskFormProps): JSX.Element {
  const error = useSignal<ServiceError | undefined>(undefined);
  const isAsking = useSignal(false);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (isAsking.value) return;
    isAsking.value = true;
    error.value = undefined;
    try {
      onDone(await send());
    } catch (cause) {
      error.value = errorOf(cause);
      isAsking.value = false;
    }
  }
  const { value: failure } = error;
  const isOfField = failure !== undefined && fields.some((field) => failure.fields[field] !== undefined);
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {children(failure)}
        {failure !== undefined && !isOfField && (
          <p class="notice failed" role="alert">
            {failure.message}
          </p>
        )}
        <div class="actions">
          <button type="button" onClick={onClose}>
            Leave it
          </button>
          <button type="submit" class={isDangerous ? 'danger' : 'primary'} disabled={isAsking.value}>
            {button}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function isOfOne(outcome: object): outcome is PriceOutcome {
  return 'applied' in outcome;
}
