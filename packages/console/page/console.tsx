import type { JSX } from 'preact';
import { LoginPage } from './login.tsx';
import { pagesFor } from './pages.tsx';
import { Boundary } from './parts/boundary.tsx';
import { route } from './route.ts';
import { session } from './service/session.ts';
import { Shell } from './shell.tsx';

/** The whole page: the login, or what its route names of what the user may see. */
export function Console(): JSX.Element {
  const { value: open } = session;
  if (open === undefined) return <LoginPage />;
  const pages = pagesFor(open.user.role);
  const [first, ...rest] = route.value;
  const page = pages.find(({ path }) => path === first) ?? pages[0];
  return (
    <Shell pages={pages} current={page.path}>
      <Boundary key={page.path}>
        <page.Content rest={rest} />
      </Boundary>
    </Shell>
  );
}
