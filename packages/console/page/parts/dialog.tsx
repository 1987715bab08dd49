import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** For more than a short form. */
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}

/**
 * A modal dialog while it is rendered. The browser keeps the focus within, and closes it at Escape. The focus goes back to where it was,
 * or to the content of the page if that is gone.
 */
export function Dialog({ title, onClose, isWide = false, children }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  const isGone = useRef(false);
  useLayoutEffect(() => {
    const opener = document.activeElement;
    element.current?.showModal();
    // The browser would begin at the button that closes it.
    element.current?.querySelector<HTMLElement>('form :is(input, select):enabled')?.focus();
    return () => {
      isGone.current = true;
      element.current?.close();
      const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
      (isThere ? opener : document.getElementById('content'))?.focus();
    };
  }, []);
  return (
    <dialog ref={element} class={isWide ? 'wide' : ''} aria-labelledby={id} onClose={() => isGone.current || onClose()}>
      <header class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="quiet" aria-label="Close" onClick={() => element.current?.close()}>
          ✕
        </button>
      </header>
      {children}
    </dialog>
  );
}
