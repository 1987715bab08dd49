import { useSignal } from '@preact/signals';
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { WindowOfPages } from '../service/window-of-pages.ts';
import { Failed, Loading, Stale } from './states.tsx';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** As CSS has it: `8rem`. Without one, the column shares what is left. */
  readonly width?: string;
  readonly isNumber?: boolean;
  /** Left out on a phone. */
  readonly isExtra?: boolean;
  readonly cell: (row: Row) => ComponentChildren;
}

interface WindowedTableProps<Row> {
  /** What the table is called for those who cannot see it. */
  readonly label: string;
  readonly rows: WindowOfPages<Row>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What is shown of a list without rows. */
  readonly empty: JSX.Element;
  /** Opens a row: its first cell becomes a button. */
  readonly onOpen?: (row: Row) => void;
}

/** The style sheet gives every row this height. */
const ROW_HEIGHT = 40;
/** Rows that are rendered above and below the visible ones. */
const OVERSCAN = 10;
/** How long it waits before it asks again by itself. */
const RETRY_MS = 5_000;

/** A table of any length: only the rows that are looked at are in the document, and only their pages are held. */
export function WindowedTable<Row>(props: WindowedTableProps<Row>): JSX.Element {
  const { label, rows, columns, empty } = props;
  const scroller = useRef<HTMLElement>(null);
  const scrolled = useSignal(0);
  const virtualizer = useMemo(() => rowsWithin(scroller, () => scrolled.value++), []);
  useEffect(() => virtualizer._didMount(), [virtualizer]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    rows.restart();
  }, [rows]);
  // The two signals say when to render again.
  const seen = rows.changes.value + scrolled.value;
  virtualizer.setOptions({ ...virtualizer.options, count: rows.count });
  useEffect(() => virtualizer._willUpdate());
  const shown = virtualizer.getVirtualItems();
  const first = shown[0];
  const last = shown.at(-1);
  useEffect(() => {
    if (first !== undefined && last !== undefined) rows.look(first.index, last.index);
  }, [seen, rows]);
  const { value: hasNews } = rows.hasNews;
  useEffect(() => {
    if (hasNews && (scroller.current?.scrollTop ?? 0) === 0) rows.restart();
  }, [hasNews, rows]);
  // What had the focus may leave with its row: the keys go on from the table then.
  const focused = useRef<EventTarget | null>(null);
  useLayoutEffect(() => {
    if (!(focused.current instanceof Element) || focused.current.isConnected) return;
    focused.current = null;
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  });
  const { value: error } = rows.error;
  useEffect(() => {
    if (error?.isRetryable !== true) return;
    const timer = setTimeout(() => rows.retry(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [error, rows]);

  if (rows.count === 0) {
    if (error !== undefined) return <Failed error={error} retry={() => rows.retry()} />;
    return rows.isComplete ? empty : <Loading what={label.toLowerCase()} />;
  }
  return (
    <>
      {error !== undefined && <Stale error={error} retry={() => rows.retry()} />}
      <div class="windowed-frame">
        {hasNews && (
          <button
            type="button"
            class="news"
            onClick={() => {
              scroller.current?.scrollTo({ top: 0 });
              scroller.current?.focus();
              rows.restart();
            }}
          >
            The list has changed: show its beginning
          </button>
        )}
        <section
          ref={scroller}
          class="windowed"
          aria-label={`${label}, scrolls`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the keys.
          tabIndex={0}
          onFocusCapture={({ target }) => {
            focused.current = target;
          }}
          onBlurCapture={({ relatedTarget }) => {
            if (relatedTarget !== null) focused.current = null;
          }}
        >
          <table aria-label={label} aria-rowcount={rows.isComplete ? rows.count + 1 : -1}>
            <colgroup>
              {columns.map(({ title, width, isExtra }) => (
                <col key={title} class={isExtra === true ? 'extra' : ''} style={width === undefined ? {} : { width }} />
              ))}
            </colgroup>
            <thead>
              <tr aria-rowindex={1}>
                {columns.map((column) => (
                  <th key={column.title} scope="col" class={cellClass(column, columns)}>
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <Gap height={first?.start ?? 0} />
              {shown.map(({ index }) => (
                <WindowedRow key={keyAt(props, index)} index={index} {...props} />
              ))}
              <Gap height={virtualizer.getTotalSize() - (last?.end ?? 0)} />
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}

function keyAt<Row>({ rows, keyOf }: WindowedTableProps<Row>, index: number): string {
  const row = rows.at(index);
  return row === undefined ? `row-${index}` : keyOf(row);
}

function WindowedRow<Row>(props: WindowedTableProps<Row> & { readonly index: number }): JSX.Element {
  const { rows, columns, onOpen, index } = props;
  const row = rows.at(index);
  return (
    <tr aria-rowindex={index + 2} class={onOpen === undefined ? '' : 'opens'}>
      {columns.map((column, position) => (
        <td key={column.title} class={cellClass(column, columns)}>
          {row === undefined ? (
            '…'
          ) : onOpen !== undefined && position === 0 ? (
            <button type="button" class="open-row" aria-haspopup="dialog" onClick={() => onOpen(row)}>
              {column.cell(row)}
            </button>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

/** The place of the rows that are not rendered. */
function Gap({ height }: { readonly height: number }): JSX.Element | null {
  if (height <= 0) return null;
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus.
  return <tr aria-hidden="true" class="gap" style={{ height: `${height}px` }} />;
}

function rowsWithin(
  scroller: { readonly current: HTMLElement | null },
  onChange: () => void,
): Virtualizer<HTMLElement, HTMLElement> {
  return new Virtualizer<HTMLElement, HTMLElement>({
    count: 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    // Before the first look at the page, there is a screen of rows.
    initialRect: { width: 0, height: 10 * ROW_HEIGHT },
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange,
  });
}

/** On a phone the first column takes what the others leave. */
function cellClass<Row>(column: Column<Row>, columns: readonly Column<Row>[]): string {
  const { isNumber = false, isExtra = false } = column;
  const isFirst = column === columns.find((one) => one.isExtra !== true);
  return [isNumber ? 'number' : '', isExtra ? 'extra' : '', isFirst ? 'first' : ''].filter(Boolean).join(' ');
}
