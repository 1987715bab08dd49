import type { JSX } from 'preact';

const TIME = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const DATE = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: '2-digit' });

/** A time in the reader's zone. The title has it in UTC, as the API gives it. */
export function Moment({ at }: { readonly at: string | undefined }): JSX.Element {
  if (at === undefined) return <span class="none">–</span>;
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{at}</span>;
  return (
    <time dateTime={at} title={`${date.toISOString().replace('T', ' ').replace('Z', '')} UTC`}>
      <span class="day">{DATE.format(date)}</span> {TIME.format(date)}
    </time>
  );
}
