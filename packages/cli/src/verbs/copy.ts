import { copyStore } from '@orderfolio/domain/adapter';
import type { Command } from 'commander';
import { reportOfCopy, warnOfWriters, withPhases } from '../copying.ts';
import type { Report } from '../report.ts';
import { type PrintOptions, type Session, withPrintOptions } from '../session.ts';
import { openStore, readStoreName, type StoreName } from '../store.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError, withNames } from '../usage-error.ts';

interface CopyVerbOptions extends PrintOptions {
  readonly from: string;
  readonly fromRegion?: string;
  readonly fromEndpoint?: string;
  readonly to: string;
  readonly toRegion?: string;
  readonly toEndpoint?: string;
  readonly resume?: boolean;
}

/** `orderfolio copy`. */
export function addCopy(program: Command, session: Session): void {
  withPrintOptions(program.command('copy'))
    .description('copy every record of a store into an empty one, compare them, and reconcile the copy')
    .requiredOption('--from <store>', 'sqlite:FILE or dynamodb:TABLE')
    .option('--from-region <region>', 'the AWS Region of the table that is read')
    .option('--from-endpoint <url>', "another endpoint than AWS's for it, such as DynamoDB Local")
    .requiredOption('--to <store>', 'sqlite:FILE or dynamodb:TABLE')
    .option('--to-region <region>', 'the AWS Region of the table that is written')
    .option('--to-endpoint <url>', "another endpoint than AWS's for it")
    .option('--resume', 'go on with a copy that was stopped, or begin one')
    .addHelpText('after', EXAMPLES)
    .action((options: CopyVerbOptions) => session.report(options, () => copy(session, options)));
}

const EXAMPLES = `
Stop every process that writes to either store first: what is written meanwhile
may be lost. Let the consumers of the feed come to its end before.

The target must be empty: a SQLite file is made, a table must be there (see
orderfolio table create). After Ctrl-C or a crash, --resume goes on. Keys,
cursors, logins and the audit trail hold in the target as in the source.

Exit status: 0 the stores are equal and all users reconciled, 1 they are not,
2 it failed or was stopped.

Examples:
  orderfolio copy --from sqlite:orders.db --to dynamodb:orderfolio
  orderfolio copy --from dynamodb:orderfolio --to sqlite:orders.db --resume`;

async function copy(session: Session, options: CopyVerbOptions): Promise<Report> {
  const { terminal } = session;
  const { resume } = options;
  const [source, target] = [readEnd('from', options, terminal), readEnd('to', options, terminal)];
  if (source.kind === 'sqlite' && target.kind === 'sqlite' && source.filename === target.filename)
    throw new UsageError('--to: must be another store than --from');
  await using here = await openStore(source, { isPatient: true });
  await using there = await openStore(target, { mayCreate: true, isPatient: true });
  warnOfWriters(terminal, 'either store');
  const report = await withPhases(terminal, (onProgress) =>
    withNames(
      { from: '--from', to: '--to', resume: '--resume' },
      copyStore(here.store, there.store, { resume, onProgress, signal: terminal.stop }),
    ),
  );
  return reportOfCopy(report, session.again('--resume'));
}

/** One end of the copy. Throws UsageError, naming its own options. */
function readEnd(end: 'from' | 'to', options: CopyVerbOptions, terminal: Terminal): StoreName {
  const [store, region, endpoint] =
    end === 'from'
      ? [options.from, options.fromRegion, options.fromEndpoint]
      : [options.to, options.toRegion, options.toEndpoint];
  try {
    return readStoreName(
      { store, ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) },
      terminal,
    );
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const words = error.message.replace('--store', `--${end}`).replace(/--(region|endpoint)/, `--${end}-$1`);
    throw new UsageError(words);
  }
}
