import { DomainError } from '@orderfolio/domain';
import { type Command, CommanderError, InvalidArgumentError } from 'commander';
import { commandLine, withOption } from './command-line.ts';
import type { Report, Status } from './report.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** How a report is printed. */
export interface PrintOptions {
  readonly json?: boolean;
}

/** Adds the option that chooses how the report is printed. */
export function withPrintOptions(command: Command): Command {
  return command.option('--json', 'print one JSON object');
}

/** One run of the command: where it prints, and how it ended. */
export class Session {
  readonly terminal: Terminal;
  readonly #args: readonly string[];
  #status: Status = 0;

  constructor(terminal: Terminal, args: readonly string[]) {
    this.terminal = terminal;
    this.#args = args;
  }

  get status(): Status {
    return this.#status;
  }

  /** This command once more, with an option added or replaced: for a person who pastes it into a shell. */
  again(option?: string, value?: string): string {
    return commandLine(option === undefined ? this.#args : withOption(this.#args, option, value));
  }

  /** Does the work and prints its report: as text, or as one object. */
  async report({ json = false }: PrintOptions, work: () => Promise<Report>): Promise<void> {
    const { status, text, data } = await work();
    this.terminal.stdout.write(json ? `${JSON.stringify(data)}\n` : text);
    this.#status = status;
  }

  /** Prints why it could not be done. Rethrows a fault of ours. */
  fail(error: unknown): void {
    if (error instanceof CommanderError) {
      // Help and the version are no failure. commander has printed the rest.
      this.#status = error.exitCode === 0 ? 0 : 2;
      return;
    }
    if (!(error instanceof UsageError || error instanceof DomainError)) throw error;
    this.terminal.stderr.write(`orderfolio: ${wordsOf(error)}\n`);
    this.#status = 2;
  }
}

function wordsOf(error: UsageError | DomainError): string {
  return error instanceof DomainError ? `${error.code}: ${error.message}` : error.message;
}

/** Parses an option that is a whole number. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
