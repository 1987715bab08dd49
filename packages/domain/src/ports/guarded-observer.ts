import { DomainError } from '../errors/domain-error.ts';
import { isPromise } from '../validation/parse.ts';
import { stopwatch } from './clock.ts';
import type {
  BatchFacts,
  CommandFacts,
  CommitFacts,
  ConsumedFacts,
  ExchangeFacts,
  FailedFacts,
  LockFacts,
  ObservedWork,
  Observer,
  RequestFacts,
  TryFacts,
} from './observer.ts';

interface FactsOf {
  readonly command: CommandFacts;
  readonly batch: BatchFacts;
  readonly commit: CommitFacts;
  readonly request: RequestFacts;
  readonly lock: LockFacts;
  readonly exchange: ExchangeFacts;
}

interface Told {
  readonly tried: TryFacts;
  readonly consumed: ConsumedFacts;
  readonly failed: FailedFacts;
}

/** The facts of a work, without those that are the same for every kind. */
export type EndOf<Work extends ObservedWork> = Omit<FactsOf[Work['kind']], 'work' | 'durationMs'>;

/** An observer that a service gave. Whatever it does, the work goes on as without it. */
export class GuardedObserver {
  readonly #observer: Observer;

  constructor(observer: Observer) {
    this.#observer = observer;
  }

  /** Tells that the work begins. The caller tells its end too, however it ends. */
  begin<Work extends ObservedWork>(work: Work): Observed<Work> {
    return new Observed(this.#observer, work, call(this.#observer, 'begin', work));
  }

  /** Does the work, and tells when it begins and ends. It comes to the same as `act()`. */
  async during<Work extends ObservedWork, Result>(
    work: Work,
    act: () => Promise<Result>,
    { done, failed }: { done(result: Result): EndOf<Work>; failed(error: unknown): EndOf<Work> },
  ): Promise<Result> {
    const observed = this.begin(work);
    let result: Result;
    try {
      result = await observed.run(act);
    } catch (error) {
      observed.end(failed(error));
      throw error;
    }
    observed.end(done(result));
    return result;
  }

  tell<Kind extends keyof Told>(kind: Kind, facts: Told[Kind]): void {
    call(this.#observer, kind, facts);
  }
}

/** Undefined without an observer: then nothing is counted and no time is taken. */
export function guardedObserver(observer: Observer | undefined): GuardedObserver | undefined {
  return observer === undefined ? undefined : new GuardedObserver(observer);
}

/** Work that has begun. */
export class Observed<Work extends ObservedWork> {
  readonly work: Work;
  readonly #observer: Observer;
  readonly #observation: unknown;
  readonly #startedAt = stopwatch();

  constructor(observer: Observer, work: Work, observation: unknown) {
    this.#observer = observer;
    this.work = work;
    this.#observation = observation;
  }

  get elapsedMs(): number {
    return stopwatch() - this.#startedAt;
  }

  /** Acts at once, and once: through the observer, or without it if it does nothing. */
  run<Result>(act: () => Promise<Result>): Promise<Result> {
    const observation = this.#observation;
    if (typeof observation !== 'object' || observation === null) return act();
    return new Promise((resolve) => {
      let hasBegun = false;
      const once = (): void => {
        if (hasBegun) return;
        hasBegun = true;
        resolve(begun(act));
      };
      call(observation, 'run', once);
      once();
    });
  }

  end(facts: EndOf<Work>): void {
    call(this.#observer, this.work.kind, { work: this.work, durationMs: this.elapsedMs, ...facts });
  }
}

/** An error of the act is for the caller, and not for the observer. */
async function begun<Result>(act: () => Promise<Result>): Promise<Result> {
  return act();
}

/** Calls the method, if there is one. It may return anything. */
function call(part: object, method: string, argument: unknown): unknown {
  try {
    const found: unknown = Reflect.get(part, method);
    if (typeof found !== 'function') return undefined;
    const returned: unknown = Reflect.apply(found, part, [argument]);
    if (!isPromise(returned)) return returned;
    // Nobody waits for it. A rejection that nobody hears of would end the process.
    Promise.resolve(returned).catch(ignored);
  } catch (error) {
    ignored(error);
  }
  return undefined;
}

/** An observer that fails is no reason for anything to fail. */
const ignored = (_error: unknown): undefined => undefined;

/** The code of an error, for an observer. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof DomainError ? error.code : undefined;
}
