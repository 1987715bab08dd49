import { DomainError } from './domain-error.ts';
import { MAX_ISSUES, shown } from './shown.ts';

/** One broken rule: the field by its path (`marketData.high24h`) and the rule in words that follow the field's name. */
export interface ValidationIssue {
  readonly field: string;
  readonly rule: string;
}

const LONGEST_FIELD = 100;
const LONGEST_RULE = 2_000;

/** The input breaks a rule. `field` and `rule` are the first issue's; `issues` lists the first 20. All of it is printable. */
export class ValidationError extends DomainError {
  static readonly code = 'VALIDATION_FAILED';
  readonly code = ValidationError.code;
  declare readonly field: string;
  declare readonly rule: string;
  declare readonly issues: readonly ValidationIssue[];

  constructor(first: ValidationIssue, ...rest: readonly ValidationIssue[]) {
    const issues = [first, ...rest.slice(0, MAX_ISSUES - 1)].map(showIssue);
    super(issues.map(({ field, rule }) => `${field} ${rule}`).join('; '), { ...issues[0], issues });
  }
}

/** An option of the library or an adapter cannot work. `field` names it, and `rule` says why and what to do. */
export class ConfigurationInvalidError extends DomainError {
  static readonly code = 'CONFIGURATION_INVALID';
  readonly code = ConfigurationInvalidError.code;
  declare readonly field: string;
  declare readonly rule: string;

  constructor(facts: ValidationIssue, options?: ErrorOptions) {
    const { field, rule } = showIssue(facts);
    super(`${field} ${rule}`, { field, rule }, options);
  }
}

/** The issue with only its two texts, both printable. */
function showIssue(issue: ValidationIssue): ValidationIssue {
  return { ...issue, field: shown(issue.field, LONGEST_FIELD), rule: shown(issue.rule, LONGEST_RULE) };
}

/** The cursor was changed, or belongs to another list or another user. Ask for the first page again. */
export class InvalidCursorError extends DomainError {
  static readonly code = 'INVALID_CURSOR';
  readonly code = InvalidCursorError.code;

  constructor() {
    super(
      'cursor does not belong to this list: pass nextCursor of the same list unchanged, or none for the first page',
      {},
    );
  }
}
