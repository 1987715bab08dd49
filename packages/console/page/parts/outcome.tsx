import type { JSX } from 'preact';
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
  if (error.leavesOutcomeOpen) {
    return (
      <p class="notice" role="alert">
        {error.message} It is not known whether {what} has been carried out. Send it again: it counts once.
      </p>
    );
  }
  const told = untold(error, fields);
  return told === undefined ? null : (
    <p class="notice failed" role="alert">
      {told}
    </p>
  );
}
