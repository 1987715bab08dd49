import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Page } from './pages.tsx';
import { linkTo } from './route.ts';
import { logOut, session } from './service/session.ts';
import { accountStream } from './service/stream.ts';

interface ShellProps {
  readonly pages: readonly Page[];
  readonly current: string;
  readonly children: ComponentChildren;
}

const GROUPS = [
  ['account', 'Your account'],
  ['service', 'The service'],
] as const;

/** What stands around every page: the navigation, who has logged in, and whether events arrive. */
export function Shell({ pages, current, children }: ShellProps): JSX.Element {
  const content = useRef<HTMLElement>(null);
  const pageLinks = useRef<HTMLElement>(null);
  const shown = useRef(current);
  // One stream for all pages, as long as somebody is logged in.
  useEffect(() => accountStream.listen(() => undefined), []);
  useEffect(() => {
    const page = pages.find(({ path }) => path === current);
    document.title = page === undefined ? 'Orderfolio' : `${page.title} · Orderfolio`;
    // On a phone the navigation is a row that is wider than the screen.
    pageLinks.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    if (shown.current === current) return;
    // As after any link, reading goes on at the top of the new page.
    shown.current = current;
    content.current?.focus();
    scrollTo(0, 0);
  }, [current]);
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => content.current?.focus()}>
        To the content
      </button>
      <header class="top">
        <span class="brand">Orderfolio</span>
        <LiveMark />
        <span class="who">{session.value?.user.username}</span>
        <button type="button" class="quiet" onClick={() => void logOut()}>
          Log out
        </button>
      </header>
      <nav ref={pageLinks} class="side" aria-label="Pages">
        {GROUPS.map(([group, title]) => {
          const members = pages.filter((page) => page.group === group);
          return members.length === 0 ? null : (
            <section key={group}>
              <h2>{title}</h2>
              <ul>
                {members.map(({ path, title: name }) => (
                  <li key={path}>
                    <a href={linkTo(path)} aria-current={path === current ? 'page' : undefined}>
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </nav>
      <main id="content" ref={content} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

const LIVE = {
  live: ['Live', 'What happens shows as it happens.'],
  connecting: ['Connecting…', 'The connection has broken. It is tried again until the service answers.'],
  refused: ['Not live', 'The service sends no events to this account.'],
} as const;

function LiveMark(): JSX.Element {
  const { value: state } = accountStream.state;
  const [text, title] = LIVE[state];
  return (
    <output class="live" data-state={state} title={title}>
      {text}
    </output>
  );
}
