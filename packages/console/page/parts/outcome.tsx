import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ServiceError } from '../service/problem.ts';
import { untold } from '../service/problem.ts';

interface CommandErrorProps {
  readonly error: ServiceError | undefined;
  /** The fields that show what is wrong with them. */
  readonly fields?: readonly string[];
  /** What was sent: "the order". */
  readonly what: string;
}

/** Why a command has failed, above its form. */
export function CommandError({ error, fields = [], what }: CommandErrorProps): JSX.Element | null {
  if (error === undefined) return null;
  if (error.leavesOutcomeOpen) return <OpenOutcome error={error} what={what} />;
  const told = untold(error, fields);
  return told === undefined ? null : (
    <p class="notice failed" role="alert">
      {told}
    </p>
  );
}

/** The form is closed until the same is sent again. Whoever was in it goes on from here. */
function OpenOutcome({ error, what }: { readonly error: ServiceError; readonly what: string }): JSX.Element {
  const notice = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) notice.current?.focus();
  }, []);
  return (
    <p ref={notice} class="notice" role="alert" tabIndex={-1}>
      {error.message} It is not known whether {what} has been carried out. Send it again: it counts once.
    </p>
  );
}
