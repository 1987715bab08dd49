import type { ComponentChildren, JSX } from 'preact';

interface ScrollProps {
  /** What is in it. */
  readonly label: string;
  /** Not higher than a part of the screen. */
  readonly isLow?: boolean;
  readonly children: ComponentChildren;
}

/** What may be wider than its place. The page does not get wider by it. */
export function Scroll({ label, isLow = false, children }: ScrollProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the keys.
    <section class={isLow ? 'scroll low' : 'scroll'} aria-label={`${label}, scrolls`} tabIndex={0}>
      {children}
    </section>
  );
}
