import type { ComponentChildren, JSX } from 'preact';
import { Dialog } from '../parts/dialog.tsx';
import { CommandError } from '../parts/outcome.tsx';
import type { ServiceError } from '../service/problem.ts';
import { useCommand } from '../service/use-command.ts';

interface AskProps {
  readonly title: string;
  readonly button: string;
  /** It takes something away. */
  readonly isDangerous?: boolean;
  /** The fields that show what is wrong with them. */
  readonly fields?: readonly string[];
  /** What is sent: "the price". */
  readonly what: string;
  /** Resolves with what is told of it. */
  readonly send: () => Promise<string>;
  readonly onClose: () => void;
  readonly onDone: (told: string) => void;
  readonly children: (error: ServiceError | undefined) => ComponentChildren;
}

/** A dialog that asks before something is changed. */
export function Ask({ title, button, isDangerous = false, fields = [], what, ...given }: AskProps): JSX.Element {
  const { send, onClose, onDone, children } = given;
  const command = useCommand(async () => onDone(await send()));
  function submit(event: Event): void {
    event.preventDefault();
    void command.send(undefined);
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {children(command.error)}
        <CommandError error={command.error} fields={fields} what={what} />
        <div class="actions">
          <button type="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class={isDangerous ? 'danger' : 'primary'} disabled={command.isSending}>
            {button}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
