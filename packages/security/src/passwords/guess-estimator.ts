import { setImmediate as nextTurn } from 'node:timers/promises';
import { ConfigurationInvalidError } from '@orderfolio/domain';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { BoundedQueue } from './bounded-queue.ts';
import { isMadeOf, lettersOf, undisguised } from './familiar-words.ts';

/** The words of a language, as the packages `@zxcvbn-ts/language-…` export them. */
export interface LanguagePackage {
  readonly dictionary: Readonly<Record<string, readonly (string | number)[]>>;
}

/** Loads a language when the first password is chosen: `() => import('@zxcvbn-ts/language-de')`. */
export type LoadLanguage = () => Promise<LanguagePackage>;

/**
 * The time of an estimate grows with the square of the length. So a longer password is judged by its beginning and by its end, and the
 * better of the two counts.
 */
const CHARACTERS_READ = 32;
/** The most readings of digits and signs as letters that are tried. An attacker could drive up their number, too. */
const LETTER_READINGS = 4;
/** An estimate blocks the event loop for some milliseconds. */
const EXPECTED_MS = 10;

/** Estimates how many guesses an attacker needs who knows words, names, dates, keyboards and habits. */
export class GuessEstimator {
  readonly #open: () => Promise<ZxcvbnFactory>;
  /** One at a time: many at once would block everything else. */
  readonly #queue: BoundedQueue;

  constructor(languages: readonly LoadLanguage[], queue: number) {
    this.#open = languages.length === 0 ? openEnglish : once(() => openEstimator(languages));
    this.#queue = new BoundedQueue({ concurrency: 1, queue, expectedMs: EXPECTED_MS });
  }

  /**
   * True if this many guesses find the password of an owner with these words. CONFIGURATION_INVALID if a language cannot be loaded;
   * TOO_BUSY if too many wait.
   */
  async isGuessable(
    password: string,
    words: readonly string[],
    fewestGuesses: number,
    signal?: AbortSignal,
  ): Promise<boolean> {
    // If the letters are the owner's own words, signs between them do not help.
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
    // Each estimate waits for a turn of the event loop, so that other work gets its turn.
    await nextTurn();
    if (estimator.check(part, [...words]).guesses >= fewestGuesses) return true;
  }
  return false;
}

/** The text, or the beginning and the end of a longer one. There, a run that stands three or more times in a row is taken once. */
function partsOf(text: string): string[] {
  if (Array.from(text).length <= CHARACTERS_READ) return [text];
  const characters = Array.from(text.replace(/(.+?)\1{2,}/gsu, '$1'));
  const ends = [characters.slice(0, CHARACTERS_READ), characters.slice(-CHARACTERS_READ)];
  return ends.map((end) => end.join(''));
}

/** All estimators without further languages share one: its words take some megabytes. */
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
