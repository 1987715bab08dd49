import type { Readable, Writable } from 'node:stream';

/** The environment variables that the command reads. */
export interface Environment {
  /** The store, if `--store` is not given. */
  readonly ORDERFOLIO_STORE?: string | undefined;
  /** Signs the tokens of `serve`. */
  readonly ORDERFOLIO_TOKEN_SECRET?: string | undefined;
  /** The keys of the kept audit trail: KID:SECRET, separated by spaces, the current one first. */
  readonly ORDERFOLIO_AUDIT_KEYS?: string | undefined;
}

/** What a command uses of its process. */
export interface Terminal {
  readonly env: Environment;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  /** The output for everything except the result: progress, warnings, errors. */
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Aborted by Ctrl-C or SIGTERM. The command then finishes what is under way, and says how to go on. */
  readonly stop: AbortSignal;
}
