import { type ErrorCode, isOrderfolioError } from '../errors/index.ts';
import { codeOf, type GuardedObserver, type Observed } from '../ports/guarded-observer.ts';
import type { BatchWork, CommandOutcome, CommandWork, TryFacts } from '../ports/observer.ts';

/** Counts the tries and the time of a command for an observer. */
export class CommandWatch {
  readonly work: CommandWork;
  readonly #observed: Observed<CommandWork>;
  #queuedMs: number | undefined;
  tries = 0;

  constructor(observer: GuardedObserver, name: string) {
    this.work = { kind: 'command', name };
    this.#observed = observer.begin(this.work);
  }

  /** A batch has taken the command. */
  taken(): void {
    this.#queuedMs ??= this.#observed.elapsedMs;
  }

  /** Tells that the caller gets this result. */
  resolved(result: unknown): void {
    this.#end(isReplay(result) ? 'replayed' : 'done', undefined);
  }

  /** Tells that the caller gets this error. */
  rejected(error: unknown): void {
    this.#end(isFailure(error) ? 'failed' : 'refused', codeOf(error));
  }

  #end(outcome: CommandOutcome, code: string | undefined): void {
    this.#observed.end({ outcome, code, tries: this.tries, queuedMs: this.#queuedMs ?? 0 });
  }
}

/** Counts the tries of a batch, and of its commands, for an observer. */
export class BatchWatch {
  readonly #observer: GuardedObserver;
  readonly #commands: readonly CommandWatch[];
  readonly #observed: Observed<BatchWork>;
  #tries = 0;
  #isTrying = false;

  constructor(observer: GuardedObserver, entries: readonly { readonly watch: CommandWatch | undefined }[]) {
    this.#observer = observer;
    this.#commands = entries.flatMap(({ watch }) => watch ?? []);
    this.#observed = observer.begin({ kind: 'batch', commands: this.#commands.map(({ work }) => work) });
    for (const command of this.#commands) command.taken();
  }

  /** Runs the batch, and tells its end. */
  async run<Answers extends readonly unknown[]>(act: () => Promise<Answers>): Promise<Answers> {
    const answers = await this.#observed.run(act);
    this.#observed.end({ tries: this.#tries, answered: answers.length });
    return answers;
  }

  tryBegins(): void {
    this.#tries += 1;
    this.#isTrying = true;
    for (const command of this.#commands) command.tries += 1;
  }

  /** Tells how the try ended. */
  tryEnds(on: TryFacts['on'], error?: unknown): void {
    this.#isTrying = false;
    this.#observer.tell('tried', { batch: this.#observed.work, number: this.#tries, on, code: codeOf(error) });
  }

  /** Tells of a try that got no further than its reads. */
  breaksOff(error: unknown): void {
    if (this.#isTrying) this.tryEnds('reads', error);
  }
}

/** These say nothing against the command: something that it needs did not do its part. */
const FAILURES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CONCURRENCY_CONFLICT',
  'CONFIGURATION_INVALID',
  'FEED_TRIMMED',
  'LOCK_LOST',
  'LOCK_NOT_ACQUIRED',
  'OUTCOME_UNKNOWN',
  'PRICE_UNAVAILABLE',
  'RATE_UNAVAILABLE',
  'STORAGE_FAILED',
  'STORE_CLOSED',
]);

/** An error that is none of Orderfolio's is a fault. Those of the packages above refuse. */
function isFailure(error: unknown): boolean {
  return isOrderfolioError(error) ? FAILURES.has(error.code) : codeOf(error) === undefined;
}

function isReplay(result: unknown): boolean {
  return typeof result === 'object' && result !== null && Reflect.get(result, 'replayed') === true;
}
