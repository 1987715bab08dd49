import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Loading } from '../parts/states.tsx';
import type { ServiceError } from '../service/problem.ts';
import { useCommand } from '../service/use-command.ts';

/** Whose records are checked. */
export interface CheckOf {
  readonly username: string;
  /** It begins at once, and has no button of its own. */
  readonly isAsked?: boolean;
}

interface CheckProps<Result> {
  readonly button: string;
  readonly hint: string;
  readonly isAsked: boolean;
  readonly run: () => Promise<Result>;
  /** What is told of an error, where the words of the service are not enough. */
  readonly failure?: (error: ServiceError) => string;
  readonly children: (result: Result) => ComponentChildren;
}

/** Something that is looked into when it is asked for, and what came of it. */
export function Check<Result>({ button, hint, isAsked, run, failure, children }: CheckProps<Result>): JSX.Element {
  const check = useCommand(run);
  const { isSending, error, result } = check;
  const start = (): void => void check.send(undefined);
  useEffect(() => {
    if (isAsked) start();
  }, []);
  return (
    <>
      {!isAsked && (
        <p class="row">
          <button type="button" disabled={isSending} onClick={start}>
            {isSending ? 'Checking…' : result === undefined ? button : `${button} again`}
          </button>
          <span class="soft">{hint}</span>
        </p>
      )}
      {isAsked && isSending && <Loading what="what is checked" />}
      <div role="status">
        {error !== undefined && <p class="notice failed">{failure?.(error) ?? error.message}</p>}
        {result !== undefined && children(result)}
      </div>
    </>
  );
}
