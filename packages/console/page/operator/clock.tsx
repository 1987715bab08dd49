import type { JSX } from 'preact';
import { Moment } from '../parts/moment.tsx';

/** A time of today without its day, and any other with it: for lists of what has just happened. */
export function Clock({ at }: { readonly at: string | undefined }): JSX.Element {
  const isToday = at !== undefined && new Date(at).toDateString() === new Date().toDateString();
  return (
    <span class={isToday ? 'clock' : ''}>
      <Moment at={at} />
    </span>
  );
}
