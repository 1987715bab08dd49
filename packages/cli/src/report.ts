/** 0: done, and all is well. 1: done, and something was found. 2: it could not be done. */
export type Status = 0 | 1 | 2;

/** The result of a command, for a person and for a machine. */
export interface Report {
  readonly status: Status;
  /** The text for a person, with a line break after each line. */
  readonly text: string;
  /** The one object that `--json` prints. Decimals are strings. */
  readonly data: object;
}

/** Such as `1 user` and `1,200 users`. */
export function countOf(count: number, one: string, many: string = `${one}s`): string {
  return `${numberOf(count)} ${count === 1 ? one : many}`;
}

/** Such as `1,200`. */
export function numberOf(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}
