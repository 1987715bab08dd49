import { type DomainError, OutcomeUnknownError } from '@orderfolio/domain';
import { bodyOf, isRepeatable, type Request, receiptOf } from './requests.ts';
import { judge } from './rules.ts';
import { EMPTY, type State, withEntry } from './state.ts';
import type { Verdict } from './verdict.ts';

/** How a command ended, for its caller. */
export type Outcome = { readonly reply: string } | { readonly error: DomainError };

interface Begun {
  readonly request: Request;
  /** The moment at which it was sent. */
  readonly since: number;
  commits: number;
  /** What it may answer with, once it was carried out. */
  replies: ReadonlySet<string>;
}

type Done = Extract<Verdict, { kind: 'done' }>;

/** Errors of the store, not of the rules. They are expected only if faults are injected. */
const STORE_REPORTS: readonly string[] = ['STORAGE_FAILED', 'CONCURRENCY_CONFLICT', 'OUTCOME_UNKNOWN'];

/**
 * The model's side of a run: a state for every commit so far, and the commands under way. A command is carried out at the moment of its
 * commit. A command that changes nothing may have been decided at any moment while it was under way.
 */
export class History {
  readonly #states: State[] = [EMPTY];
  readonly #begun: Begun[] = [];
  readonly #tolerated: readonly string[];

  /** `faults`: whether the store may fail. */
  constructor(faults: 'expected' | 'none') {
    this.#tolerated = faults === 'expected' ? STORE_REPORTS : [];
  }

  get now(): State {
    return this.#states.at(-1) ?? EMPTY;
  }

  get requests(): readonly Request[] {
    return this.#begun.map(({ request }) => request);
  }

  /** A command is sent. Returns its number. */
  begin(request: Request): number {
    this.#begun.push({ request, since: this.#states.length - 1, commits: 0, replies: new Set() });
    return this.#begun.length;
  }

  /** A commit of the command was applied and wrote these lines. Throws if the model would not have written them. */
  committed(by: number, written: readonly string[]): void {
    const begun = this.#command(by);
    begun.commits += 1;
    if (begun.commits > 1) throw new Error(`${describe(by, begun)} was applied twice`);
    const verdicts = this.#moments(begun).map((seen) => judge({ request: begun.request, by, state: this.now, seen }));
    const lines = [...written].sort().join('\n');
    const possible = verdicts.filter((verdict) => isDone(verdict) && linesWritten(verdict, begun.request) === lines);
    const [first] = possible.filter(isDone);
    if (first === undefined) {
      const expected = verdicts.map((verdict) => inWords(verdict, begun.request)).join('\nor\n');
      throw new Error(`${describe(by, begun)} wrote\n${lines}\nand not\n${expected}`);
    }
    begun.replies = new Set(possible.filter(isDone).map(({ reply }) => reply));
    this.#states.push(withReceipt(first.next, begun));
  }

  /** The command has ended. Returns whether it changed anything. Throws if it should not have ended like this. */
  conclude(by: number, outcome: Outcome): 'changed' | 'unchanged' {
    const begun = this.#command(by);
    this.#requireEnding(by, begun, outcome);
    return begun.commits > 0 ? 'changed' : 'unchanged';
  }

  #requireEnding(by: number, begun: Begun, outcome: Outcome): void {
    if ('error' in outcome && this.#tolerated.includes(outcome.error.code)) {
      if (begun.commits > 0 && !(outcome.error instanceof OutcomeUnknownError))
        throw new Error(`${describe(by, begun)} was applied, and reported ${outcome.error.code}`);
      return;
    }
    const ending = 'error' in outcome ? outcome.error.code : outcome.reply;
    const endings = begun.commits > 0 ? begun.replies : this.#endingsWithoutCommit(by, begun);
    if (endings.has(ending)) return;
    const expected = [...endings].join('\nor\n');
    throw new Error(`${describe(by, begun)} ended with\n${ending}\nand not with\n${expected}`, {
      cause: 'error' in outcome ? outcome.error : undefined,
    });
  }

  #endingsWithoutCommit(by: number, begun: Begun): ReadonlySet<string> {
    const endings = new Set<string>();
    const moments = this.#moments(begun);
    for (const state of moments) {
      for (const seen of moments) {
        const verdict = judge({ request: begun.request, by, state, seen });
        if (verdict.kind === 'unchanged') for (const reply of verdict.replies) endings.add(reply);
        if (verdict.kind === 'refused') for (const code of verdict.codes) endings.add(code);
      }
    }
    return endings.size > 0 ? endings : new Set(['a commit']);
  }

  /** Every state since the command was sent. */
  #moments({ since }: Begun): readonly State[] {
    return this.#states.slice(since);
  }

  #command(by: number): Begun {
    const begun = this.#begun[by - 1];
    if (begun === undefined) throw new Error(`no command has the number ${by}`);
    return begun;
  }
}

function isDone(verdict: Verdict): verdict is Done {
  return verdict.kind === 'done';
}

/** The receipt's line comes with those of the rules. */
function linesWritten({ written }: Done, request: Request): string {
  const receipt = receiptOf(request);
  return (receipt === undefined ? [...written] : [...written, receipt]).sort().join('\n');
}

function withReceipt(state: State, { request, replies }: Begun): State {
  const receipt = receiptOf(request);
  if (receipt === undefined || !isRepeatable(request)) return state;
  return { ...state, receipts: withEntry(state.receipts, receipt, { body: bodyOf(request), replies }) };
}

function inWords(verdict: Verdict, request: Request): string {
  if (verdict.kind === 'done') return linesWritten(verdict, request);
  return verdict.kind === 'refused' ? `refused: ${verdict.codes.join(' or ')}` : 'nothing';
}

function describe(by: number, { request }: Begun): string {
  return `command #${by} ${inShort(request)}`;
}

/** The request for a person. */
export function inShort(request: object): string {
  const fields = Object.entries(request).filter(([, value]) => value !== undefined);
  return fields.map(([field, value]) => (field === 'kind' ? value : `${field}=${inText(value)}`)).join(' ');
}

function inText(value: unknown): string {
  return typeof value === 'object' && value !== null ? `(${inShort(value)})` : String(value);
}
