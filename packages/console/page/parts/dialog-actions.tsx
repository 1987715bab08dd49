import type { JSX } from 'preact';
import type { Command } from '../service/use-command.ts';

interface DialogActionsProps {
  readonly command: Pick<Command<never, unknown>, 'isSending' | 'isOpen'>;
  /** What the button that sends says. */
  readonly button: string;
  readonly onClose: () => void;
}

/** The end of a form that sends a command once: its button says where the command stands. */
export function DialogActions({ command: { isSending, isOpen }, button, onClose }: DialogActionsProps): JSX.Element {
  return (
    <div class="actions">
      <button type="button" onClick={onClose}>
        Close
      </button>
      <button type="submit" class="primary" aria-busy={isSending}>
        {isSending ? 'Sending…' : isOpen ? 'Send again' : button}
      </button>
    </div>
  );
}
