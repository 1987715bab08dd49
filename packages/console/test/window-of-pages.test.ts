import { describe, expect, test } from 'vitest';
import { ServiceError } from '../page/service/problem.ts';
import { WindowOfPages } from '../page/service/window-of-pages.ts';
import { PagedList, type Row, settled } from './support/paged-list.ts';

const UNREACHABLE = new ServiceError('The service does not answer.', { code: 'UNREACHABLE', isRetryable: true });

function windowOver(list: PagedList): WindowOfPages<Row> {
  return new WindowOfPages(list.load, ({ id }) => id);
}

/** Looks at a screen of rows from here on, as a table does whenever something changes. */
async function lookFrom(window: WindowOfPages<Row>, first: number): Promise<void> {
  for (let round = 0; round < 3; round++) {
    window.look(first, Math.min(first + 30, Math.max(window.count - 1, 0)));
    await settled();
  }
}

async function goDownTo(window: WindowOfPages<Row>, row: number): Promise<void> {
  for (let first = 0; first < row; first += 50) await lookFrom(window, first);
  await lookFrom(window, row);
}

/** A gate that replies wait for, and how to open it. */
function gate(): { readonly closed: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { closed, open };
}

async function opened(list: PagedList): Promise<WindowOfPages<Row>> {
  const window = windowOver(list);
  window.restart();
  await settled();
  return window;
}

describe('a window of a long list', () => {
  test('holds a few pages of 10,000 rows, all the way down and back up', async () => {
    const list = new PagedList(10_000);
    const window = await opened(list);

    let most = 0;
    for (let first = 0; first < 9_970; first += 30) {
      await lookFrom(window, first);
      most = Math.max(most, window.held);
    }

    expect(window.isComplete).toBe(true);
    expect(window.count).toBe(10_000);
    expect(window.at(9_999)?.id).toBe('1');
    expect(window.at(0)).toBeUndefined();
    const askedOnTheWay = list.asked.length;
    await lookFrom(window, 0);
    expect(window.at(0)?.id).toBe('10000');
    expect(list.asked.slice(askedOnTheWay)).toEqual([undefined, '9901']);
    expect(Math.max(most, window.held)).toBeLessThanOrEqual(700);
  });

  test('asks for nothing twice that it holds', async () => {
    const list = new PagedList(1_000);
    const window = await opened(list);

    await lookFrom(window, 0);
    await lookFrom(window, 20);

    expect(list.asked).toEqual([undefined, '901']);
  });

  test('shows an empty list as complete', async () => {
    const window = await opened(new PagedList(0));

    expect(window.count).toBe(0);
    expect(window.isComplete).toBe(true);
  });

  test('goes on after an empty page that is not the last one', async () => {
    const pages = new Map([
      [undefined, { items: [], nextCursor: 'a' }],
      ['a', { items: [{ id: '1', status: 'QUEUED' }] }],
    ]);
    const window = new WindowOfPages<Row>(
      async (cursor) => pages.get(cursor) ?? { items: [] },
      ({ id }) => id,
    );

    window.restart();
    await settled();

    expect(window.at(0)?.id).toBe('1');
    expect(window.isComplete).toBe(true);
  });
});

describe('a change of the list', () => {
  test('shows in the rows that are looked at, where they stand', async () => {
    const list = new PagedList(1_000);
    const window = await opened(list);
    await goDownTo(window, 450);
    const shown = window.at(460);

    list.set('540', 'COMPLETED');
    window.refresh();
    await settled();

    expect(shown).toEqual({ id: '540', status: 'QUEUED' });
    expect(window.at(460)).toEqual({ id: '540', status: 'COMPLETED' });
    expect(window.hasNews.value).toBe(false);
  });

  test('at the beginning does not move a reader who is far down', async () => {
    const list = new PagedList(1_000);
    const window = await opened(list);
    await goDownTo(window, 450);

    list.add();
    window.refresh();
    await lookFrom(window, 450);

    expect(window.hasNews.value).toBe(true);
    expect(window.at(450)?.id).toBe('550');
    window.restart();
    await settled();
    expect(window.hasNews.value).toBe(false);
    expect(window.at(0)?.id).toBe('1001');
  });

  test('at the beginning is noticed where the first page is held no more', async () => {
    const list = new PagedList(3_000);
    const window = await opened(list);
    await goDownTo(window, 1_500);
    expect(window.at(0)).toBeUndefined();

    window.refresh();
    await settled();
    expect(window.hasNews.value).toBe(false);
    list.add();
    window.refresh();
    await settled();

    expect(window.hasNews.value).toBe(true);
    expect(window.at(1_500)?.id).toBe('1500');
  });

  test('in the first page shows in place while rows are new above it', async () => {
    const list = new PagedList(300);
    const window = await opened(list);
    await lookFrom(window, 40);

    list.add();
    list.set('250', 'COMPLETED');
    window.refresh();
    await settled();

    expect(window.at(50)).toEqual({ id: '250', status: 'COMPLETED' });
    expect(window.hasNews.value).toBe(true);
  });

  test('that takes rows out of a filtered list leaves no gap and no row twice', async () => {
    const list = new PagedList(1_000);
    const window = await opened(list);
    await goDownTo(window, 350);

    list.remove('620');
    window.refresh();
    await lookFrom(window, 350);
    await goDownTo(window, 900);

    const ids = Array.from({ length: window.count }, (_, index) => window.at(index)?.id).filter(
      (id) => id !== undefined,
    );
    expect(ids).not.toContain('620');
    expect(new Set(ids).size).toBe(ids.length);
    expect(window.at(350)?.id).toBe('650');
  });

  test('that comes while the last one is being read is read afterwards', async () => {
    const list = new PagedList(50);
    const window = await opened(list);
    const { closed, open } = gate();

    list.gate = closed;
    window.refresh();
    list.set('50', 'COMPLETED');
    window.refresh();
    list.gate = undefined;
    open();
    await settled();

    expect(window.at(0)).toEqual({ id: '50', status: 'COMPLETED' });
  });
});

describe('a restart', () => {
  test('keeps what is shown until the new page has come', async () => {
    const list = new PagedList(500);
    const window = await opened(list);
    const { closed, open } = gate();
    list.gate = closed;
    list.add();

    window.restart();
    await settled();
    expect(window.at(0)?.id).toBe('500');

    open();
    await settled();
    expect(window.at(0)?.id).toBe('501');
  });

  test('passes by the reply to a question from before it', async () => {
    const list = new PagedList(500);
    const window = await opened(list);
    const { closed, open } = gate();
    list.gate = closed;
    window.look(90, 120);
    list.gate = undefined;
    list.add();

    window.restart();
    await settled();
    open();
    await settled();

    expect(window.at(99)?.id).toBe('402');
    expect(window.at(100)?.id).not.toBe('400');
  });

  test('passes by the reply to an older restart', async () => {
    const list = new PagedList(500);
    const window = await opened(list);
    const { closed, open } = gate();
    list.gate = closed;
    window.restart();
    list.gate = undefined;
    list.add();

    window.restart();
    await settled();
    open();
    await settled();

    expect(window.at(0)?.id).toBe('501');
  });

  test('loads nothing by the old cursors while it is under way', async () => {
    const list = new PagedList(500);
    const window = await opened(list);
    const { closed, open } = gate();
    list.gate = closed;
    list.add();
    window.restart();

    window.look(90, 120);
    list.gate = undefined;
    open();
    await lookFrom(window, 90);

    expect(list.asked).toEqual([undefined, undefined, '402', '302']);
    expect(window.at(100)?.id).toBe('401');
  });
});

describe('a page that does not come', () => {
  test('is asked for once, and again when the reader says so', async () => {
    const list = new PagedList(500);
    const window = await opened(list);
    list.failure = UNREACHABLE;
    await lookFrom(window, 80);
    const askedBefore = list.asked.length;

    await lookFrom(window, 81);
    expect(list.asked).toHaveLength(askedBefore);
    expect(window.error.value?.code).toBe('UNREACHABLE');
    expect(window.at(80)?.id).toBe('420');

    list.failure = undefined;
    window.retry();
    await settled();
    expect(window.error.value).toBeUndefined();
    expect(window.at(100)?.id).toBe('400');
  });

  test('at the beginning is asked for again by a retry', async () => {
    const list = new PagedList(500);
    list.failure = UNREACHABLE;
    const window = await opened(list);
    expect(window.error.value?.code).toBe('UNREACHABLE');
    expect(window.count).toBe(0);

    list.failure = undefined;
    window.retry();
    await settled();

    expect(window.error.value).toBeUndefined();
    expect(window.at(0)?.id).toBe('500');
  });

  test('at a restart leaves what is shown', async () => {
    const list = new PagedList(500);
    const window = await opened(list);
    list.failure = UNREACHABLE;

    window.restart();
    await settled();

    expect(window.error.value?.code).toBe('UNREACHABLE');
    expect(window.at(0)?.id).toBe('500');
  });
});
