import { useEffect } from 'preact/hooks';

/** What is shown under one entry of the navigation is a page of its own: its title, and where reading begins. */
export function useTop(title: string): void {
  useEffect(() => {
    document.title = `${title} · Orderfolio`;
    document.getElementById('content')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [title]);
}
