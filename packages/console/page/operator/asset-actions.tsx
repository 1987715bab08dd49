import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Choice, Field } from '../parts/field.tsx';
import { api, resultOf } from '../service/client.ts';
import type { Asset, PriceOutcome } from '../service/types.ts';
import { Ask } from './ask.tsx';
import { type BookCurrency, CURRENCIES } from './currencies.ts';
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
        <output class="soft">{told.value}</output>
        <button type="button" onClick={ask('price')}>
          Set a price
        </button>
        <button type="button" class={isActive ? 'danger' : ''} onClick={ask('trading')}>
          {isActive ? 'Close for trading' : 'Open for trading'}
        </button>
      </div>
      {asking.value === 'price' && <SetPrice assetId={assetId} onClose={close} onDone={finish} />}
      {asking.value === 'trading' && <SetTrading asset={asset} onClose={close} onDone={finish} />}
    </>
  );
}

interface AskedProps {
  readonly onClose: () => void;
  readonly onDone: (told: string) => void;
}

function SetPrice({ assetId, onClose, onDone }: AskedProps & { readonly assetId: string }): JSX.Element {
  const price = useSignal('');
  const currency = useSignal<BookCurrency>('USD');
  const send = async (): Promise<string> => {
    const body = { assetId, price: price.value.trim(), currency: currency.value };
    const outcome = await resultOf(api.POST('/v1/prices', { body }));
    return isOfOne(outcome) ? outcomeText(outcome) : '';
  };
  return (
    <Ask
      title={`Set a price of ${assetId}`}
      button="Apply the price"
      fields={['price', 'currency']}
      what="the price"
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

function SetTrading({ asset, onClose, onDone }: AskedProps & { readonly asset: Asset }): JSX.Element {
  const { assetId, isActive } = asset;
  const send = async (): Promise<string> => {
    await resultOf(api.PATCH('/v1/assets/{assetId}', { params: { path: { assetId } }, body: { isActive: !isActive } }));
    return `${assetId} is ${isActive ? 'closed' : 'open'} for trading.`;
  };
  return (
    <Ask
      title={`${isActive ? 'Close' : 'Open'} ${assetId} for trading?`}
      button={isActive ? 'Close it' : 'Open it'}
      isDangerous={isActive}
      what="it"
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

function isOfOne(outcome: object): outcome is PriceOutcome {
  return 'applied' in outcome;
}
