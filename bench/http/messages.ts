/** The store of the orders: a file with `synchronous=FULL`, or memory. */
export type Place = 'file' | 'memory';

/** The server's message when it listens. */
export interface Ready {
  readonly apis: Readonly<Record<Place, string>>;
  readonly raw: string;
  /** One for each connection. */
  readonly tokens: readonly string[];
  readonly body: object;
}

export type Question =
  | { readonly ask: 'usage' | 'verdict' | 'end' }
  /** Sends commands without HTTP, for this long. */
  | { readonly ask: 'call'; readonly place: Place; readonly milliseconds: number };

/** The content of the file at the end. */
export interface Verdict {
  /** Orders that came over HTTP, and their different keys. */
  readonly orders: number;
  readonly keys: number;
  readonly reconciled: boolean;
}

export type Answer = { readonly microseconds: number } | { readonly done: number } | Verdict | object;
