import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** What is wrong with it. */
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly isSecret?: boolean;
  readonly inputmode?: 'decimal' | 'numeric' | 'text';
  readonly autocomplete?: 'username' | 'current-password' | 'off';
  readonly isRequired?: boolean;
}

/** A labelled input. What is wrong with it is read out with it. */
export function Field({ label, value, onValue, error, hint, ...input }: FieldProps): JSX.Element {
  const { isSecret = false, inputmode = 'text', autocomplete = 'off', isRequired = false } = input;
  const id = useId();
  const note = error ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        {...(isSecret ? { type: 'password' } : { type: 'text' })}
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
      {note !== undefined && (
        <p id={`${id}-note`} class={error === undefined ? 'hint' : 'error'}>
          {note}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly onValue: (value: Value) => void;
}

/** A labelled list of choices. */
export function Choice<Value extends string>({ label, value, options, onValue }: ChoiceProps<Value>): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
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
    </div>
  );
}
