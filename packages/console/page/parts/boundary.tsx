import type { ComponentChildren, JSX } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { ServiceError } from '../service/problem.ts';
import { Failed } from './states.tsx';

/** A page that cannot be shown: the service has replied with something that is none of its replies. The rest goes on. */
export function Boundary({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const [fault, reset] = useErrorBoundary();
  if (fault === undefined) return <>{children}</>;
  const error = new ServiceError('The service has replied with something that this page cannot show.', {
    code: 'REPLY_UNREADABLE',
  });
  return (
    <>
      <h1>That went wrong</h1>
      <Failed error={error} retry={reset} />
    </>
  );
}
