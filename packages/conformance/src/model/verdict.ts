import type { ErrorCode } from '@orderfolio/domain';
import type { Request } from './requests.ts';
import type { State } from './state.ts';

/** What the model says about a command. */
export type Verdict =
  /** It is carried out: the state after it, the lines that it writes, and the lines that it answers with. */
  | { readonly kind: 'done'; readonly next: State; readonly written: readonly string[]; readonly reply: string }
  /** It changes nothing, and answers with one of these. */
  | { readonly kind: 'unchanged'; readonly replies: ReadonlySet<string> }
  /** It is refused for one of these reasons. */
  | { readonly kind: 'refused'; readonly codes: readonly ErrorCode[] };

/** A command to judge: its number, and the moment that it saw what it does not write. */
export interface Case<R extends Request = Request> {
  readonly request: R;
  readonly by: number;
  /** What is stored when the command is decided. */
  readonly state: State;
  /**
   * The moment that the command read. It differs from `state` in a race, and only in what the command does not write
   * and so need not have held still: an asset's terms, a balance that a row leaves as it is.
   */
  readonly seen: State;
}

export function refused(...codes: readonly ErrorCode[]): Verdict {
  return { kind: 'refused', codes };
}
