import { setImmediate as nextTurn } from 'node:timers/promises';
import { ConfigurationInvalidError } from '@orderfolio/domain';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { BoundedQueue } from './bounded-queue.ts';
import { isMadeOf, lettersOf, undisguised } from './familiar-words.ts';

/** The words of a language, as the packages `@zxcvbn-ts/language-…` have them. */
export interface LanguagePackage {
  readonly dictionary: Readonly<Record<string, readonly (string | number)[]>>;
}

/** Loads a language when the first password is chosen: `() => import('@zxcvbn-ts/language-de')`. */
export type LoadLanguage = () => Promise<LanguagePackage>;

/**
 * The time of an estimate grows with the square of the length: a longer password is judged by its beginning and by its end,
 * and is as good as the better one.
 */
const CHARACTERS_READ = 32;
/** So many readings of digits and signs as letters are tried; their number, too, is what an attacker could drive up. */
const LETTER_READINGS = 4;
/** An estimate blocks the event loop for some milliseconds. */
const EXPECTED_MS = 10;

/** Estimates after how many guesses an attacker has a password, who knows words, names, dates, keyboards and habits. */
export class GuessEstimator {
  readonly #open: () => Promise<ZxcvbnFactory>;
  /** One at a time: many at once must not stop everything else. */
  readonly #queue: BoundedQueue;

  constructor(languages: readonly LoadLanguage[], queue: number) {
    this.#open = languages.length === 0 ? openEnglish : once(() => openEstimator(languages));
    this.#queue = new BoundedQueue({ concurrency: 1, queue, expectedMs: EXPECTED_MS });
  }

  /**
   * True if so many guesses find the password of an owner with such words. CONFIGURATION_INVALID where a language cannot be
   * loaded; TOO_BUSY when too many wait.
   */
  async isGuessable(
    password: string,
    words: readonly string[],
    fewestGuesses: number,
    signal?: AbortSignal,
  ): Promise<boolean> {
    // Signs between the letters do not help where the letters are the owner's own words.
    const texts = [undisguised(password), ...(isMadeOf(password, words) ? [lettersOf(password)] : [])];
    return this.#queue.run(async () => {
      const estimator = await this.#open();
      for (const text of texts) {
        if (!(await isStrong(estimator, text, words, fewestGuesses))) return true;
      }
      return false;
    }, signal);
  }
}

async function isStrong(
  estimator: ZxcvbnFactory,
  text: string,
  words: readonly string[],
  fewestGuesses: number,
): Promise<boolean> {
  for (const part of partsOf(text)) {
    // A turn of the event loop for each, so that others get theirs.
    await nextTurn();
    if (estimator.check(part, [...words]).guesses >= fewestGuesses) return true;
  }
  return false;
}

/** The text, or the beginning and the end of a longer one; what stands in that three times running or more is taken once. */
function partsOf(text: string): string[] {
  if (Array.from(text).length <= CHARACTERS_READ) return [text];
  const characters = Array.from(text.replace(/(.+?)\1{2,}/gsu, '$1'));
  const ends = [characters.slice(0, CHARACTERS_READ), characters.slice(-CHARACTERS_READ)];
  return ends.map((end) => end.join(''));
}

/** What every estimator without further languages shares: its words take some megabytes. */
const openEnglish = once(() => openEstimator([]));

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}

async function openEstimator(languages: readonly LoadLanguage[]): Promise<ZxcvbnFactory> {
  const [core, common, ...packages] = await loadPackages(languages);
  const lists = [common, ...packages].flatMap(({ dictionary }) => Object.entries(dictionary));
  return new core.ZxcvbnFactory({
    dictionary: Object.fromEntries(lists.map(([name, words]) => [name, [...words]])),
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: LETTER_READINGS,
  });
}

async function loadPackages(languages: readonly LoadLanguage[]) {
  try {
    return await Promise.all([
      import('@zxcvbn-ts/core'),
      import('@zxcvbn-ts/language-common'),
      import('@zxcvbn-ts/language-en'),
      ...languages.map((load) => load()),
    ]);
  } catch (cause) {
    throw new ConfigurationInvalidError({ field: 'languages', rule: 'must be packages that can be loaded' }, { cause });
  }
}
