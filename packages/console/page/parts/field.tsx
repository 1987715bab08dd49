import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** What is wrong with it: a rule of the service ("must be greater than 0"), or a sentence. */
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly isSecret?: boolean;
  readonly isMoment?: boolean;
  readonly inputmode?: 'decimal' | 'numeric' | 'text';
  readonly autocomplete?: 'username' | 'current-password' | 'new-password' | 'off';
  readonly isRequired?: boolean;
  /** For a form that reads it itself. */
  readonly name?: string;
  /** What it is counted in: stands within the field, at its end. */
  readonly unit?: string | undefined;
  /** Stands beside the label. */
  readonly beside?: ComponentChildren;
}

/** A labelled input. What is wrong with it is read out with it. */
export function Field({ label, value, onValue, error, hint, unit, beside, ...input }: FieldProps): JSX.Element {
  const {
    isSecret = false,
    isMoment = false,
    inputmode = 'text',
    autocomplete = 'off',
    isRequired = false,
    name,
  } = input;
  const id = useId();
  const note = error === undefined ? hint : told(label, error);
  return (
    <div class="field">
      <div class="label-row">
        <label for={id}>{label}</label>
        {beside}
      </div>
      <div class={unit === undefined ? 'input' : 'input with-unit'}>
        <input
          id={id}
          name={name}
          {...(isSecret ? { type: 'password' } : isMoment ? { type: 'datetime-local' } : { type: 'text' })}
          inputmode={inputmode}
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
          required={isRequired}
          value={value}
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onInput={({ currentTarget }) => onValue(currentTarget.value)}
        />
        {unit !== undefined && <span class="unit">{unit}</span>}
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} class={error === undefined ? 'hint' : 'error'}>
          {note}
        </p>
      )}
    </div>
  );
}

/** The rules of the service follow the name of a field. */
function told(label: string, error: string): string {
  return /^[a-z]/.test(error) ? `${label} ${error}${error.endsWith('.') ? '' : '.'}` : error;
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly onValue: (value: Value) => void;
  readonly error?: string | undefined;
}

/** A labelled list of choices. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onValue,
  error,
}: ChoiceProps<Value>): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-note`}
        onChange={({ currentTarget: { selectedIndex } }) => {
          const chosen = options[selectedIndex];
          if (chosen !== undefined) onValue(chosen[0]);
        }}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
      {error !== undefined && (
        <p id={`${id}-note`} class="error">
          {told(label, error)}
        </p>
      )}
    </div>
  );
}

/** A few choices side by side, one of which is chosen. The arrow keys go from one to the next. */
export function Segments<Value extends string>({ label, value, options, onValue }: ChoiceProps<Value>): JSX.Element {
  const id = useId();
  return (
    <fieldset class="segments">
      <legend class="unseen">{label}</legend>
      {options.map(([option, text]) => (
        <label key={option} class={`segment ${option.toLowerCase()}`}>
          <input type="radio" name={id} checked={option === value} onChange={() => onValue(option)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
