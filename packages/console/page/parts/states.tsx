import type { ComponentChildren, JSX } from 'preact';
import type { Loaded } from '../service/loaded.ts';
import type { ServiceError } from '../service/problem.ts';

/** Nothing is there yet, and what can be done about it. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="state">
      <p class="state-title">{title}</p>
      {children}
    </div>
  );
}

/** It is on its way. It shows only after a moment, so that quick replies do not flicker. */
export function Loading({ what }: { readonly what: string }): JSX.Element {
  return (
    <output class="state loading">
      <span class="spinner" aria-hidden="true" />
      Loading {what}…
    </output>
  );
}

/** It did not come, and how to ask again. */
export function Failed({ error, retry }: { readonly error: ServiceError; readonly retry: () => void }): JSX.Element {
  return (
    <div class="state failed" role="alert">
      <p class="state-title">{error.message}</p>
      <p class="code">{error.code}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

/** What is shown may be old: it could not be loaded again. */
export function Stale({ error, retry }: { readonly error: ServiceError; readonly retry: () => void }): JSX.Element {
  return (
    <p class="stale" role="alert">
      Not up to date: {error.message}{' '}
      <button type="button" class="link" onClick={retry}>
        Try again
      </button>
    </p>
  );
}

interface WhenLoadedProps<Value> {
  readonly loaded: Loaded<Value>;
  /** Completes "Loading …". */
  readonly what: string;
  readonly children: (value: Value) => ComponentChildren;
}

/** What was loaded, or its state. What has been shown stays when loading it again fails, under a note that says so. */
export function WhenLoaded<Value>({ loaded, what, children }: WhenLoadedProps<Value>): JSX.Element {
  const { value, error, reload } = loaded;
  if (value === undefined)
    return error === undefined ? <Loading what={what} /> : <Failed error={error} retry={reload} />;
  return (
    <>
      {error !== undefined && <Stale error={error} retry={reload} />}
      {children(value)}
    </>
  );
}
