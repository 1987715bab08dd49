import { ConfigurationInvalidError } from '@orderfolio/domain';
import { type OptionRule, type OptionRules, requireOptions } from '@orderfolio/domain/adapter';

export const aText: OptionRule = { words: 'must be a text', allows: (value) => typeof value === 'string' };

/** The longest wait of a Node timer. With a longer one it does not wait at all. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Like `requireOptions`, for options within an option: the error has the whole path of the wrong one. */
export function requireWithin<Options extends object>(
  path: string,
  options: Options,
  rules: OptionRules<Options>,
  required: readonly (keyof Options & string)[] = [],
): void {
  try {
    requireOptions(options, rules, required, '');
  } catch (error) {
    if (!(error instanceof ConfigurationInvalidError)) throw error;
    const field = error.field === '' ? path : `${path}.${error.field}`;
    throw new ConfigurationInvalidError({ field, rule: error.rule }, { cause: error.cause });
  }
}
