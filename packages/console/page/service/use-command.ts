import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Intent } from './intent.ts';
import { errorOf, type ServiceError } from './problem.ts';

/** A command that a person sends, as it stands. */
export interface Command<Input, Result> {
  readonly isSending: boolean;
  readonly error: ServiceError | undefined;
  readonly result: Result | undefined;
  /** True if it is not known whether the last one was carried out: to send the same again answers it. */
  readonly isOpen: boolean;
  readonly send: (input: Input) => Promise<void>;
  /** Sends the last one once more. */
  readonly sendAgain: () => Promise<void>;
  /** Forgets the last one, its error and its result. Not while it is on its way. */
  readonly startOver: () => void;
}

/** Sends with a key, and with the same one again until there is a result. One at a time. */
export function useCommand<Input, Result>(
  carryOut: (input: Input, key: string) => Promise<Result>,
): Command<Input, Result> {
  const intent = useMemo(() => new Intent(), []);
  const last = useRef<{ readonly input: Input } | undefined>(undefined);
  const isSending = useSignal(false);
  const error = useSignal<ServiceError | undefined>(undefined);
  const result = useSignal<Result | undefined>(undefined);

  async function send(input: Input): Promise<void> {
    if (isSending.value || intent.isEcho(input, performance.now())) return;
    isSending.value = true;
    last.current = { input };
    result.value = undefined;
    try {
      result.value = await carryOut(input, intent.keyOf(input));
      error.value = undefined;
      intent.carriedOut(performance.now());
    } catch (cause) {
      error.value = errorOf(cause);
    }
    isSending.value = false;
  }

  return {
    isSending: isSending.value,
    error: error.value,
    result: result.value,
    isOpen: error.value?.leavesOutcomeOpen === true,
    send,
    async sendAgain() {
      if (last.current !== undefined) await send(last.current.input);
    },
    startOver() {
      // What is on its way may be carried out: it keeps its key.
      if (isSending.value) return;
      intent.settle();
      error.value = undefined;
      result.value = undefined;
    },
  };
}

/** Shows in the form again what was sent, if it is not known whether it was carried out: the form may have been changed on its way. */
export function useFormAsSent<Form>(
  { isSending, isOpen }: Pick<Command<never, unknown>, 'isSending' | 'isOpen'>,
  form: Form,
  show: (sent: Form) => void,
): void {
  const sent = useRef(form);
  if (!isSending && !isOpen) sent.current = form;
  useEffect(() => {
    if (isOpen) show(sent.current);
  }, [isOpen]);
}
