import { systemClock } from '@orderfolio/domain';
import type { CopyProgress, CopyReport, FinishedCopy } from '@orderfolio/domain/adapter';
import { wordsOfFailures } from './checks.ts';
import { wordsOfDifferences } from './differences.ts';
import { Progress } from './progress.ts';
import { countOf, numberOf, type Report, type Status } from './report.ts';
import { tableOf } from './table.ts';
import type { Terminal } from './terminal.ts';

const COUNTED: Readonly<Record<CopyProgress['phase'], string>> = {
  reading: 'records read',
  copying: 'records copied',
  comparing: 'records compared',
  reconciling: 'users reconciled',
};

/** Works, and shows a line of progress for one phase after another. */
export async function withPhases<Result>(
  terminal: Terminal,
  work: (onProgress: (progress: CopyProgress) => void) => Promise<Result>,
): Promise<Result> {
  let phase: CopyProgress['phase'] | undefined;
  let line: Progress | undefined;
  let seen = 0;
  try {
    return await work((progress) => {
      const { done, total } = progress;
      if (progress.phase !== phase) {
        line?.end();
        ({ phase } = progress);
        line = new Progress(terminal, COUNTED[progress.phase], total, systemClock, done);
        seen = done;
      }
      line?.add(done - seen);
      seen = done;
    });
  } finally {
    line?.end();
  }
}

/** Tells whoever runs a copy what only they can see to. */
export function warnOfWriters({ stderr }: Terminal, stores: string): void {
  stderr.write(`Nobody may write to ${stores} until this has ended.\n`);
}

/** The report of a copy or an import. `goOn` is the command that resumes it. */
export function reportOfCopy(report: CopyReport, goOn: string): Report {
  if (report.ended === 'finished') return reportOfWhole(report);
  const text = `Stopped after ${countOf(report.records, 'record')}. Go on with: ${goOn}\n`;
  return { status: 2, text, data: { ...report, goOn } };
}

function reportOfWhole(report: FinishedCopy): Report {
  const { records, counts, digest, matches, users, reconciled, differences, failures } = report;
  const rows = Object.entries(counts).map(([kind, count]) => [kind, numberOf(count)]);
  return {
    status: statusOf(report),
    text: [
      tableOf(['kind', '>records'], rows),
      `\n${countOf(records, 'record')}, digest ${digest}\n`,
      matches
        ? 'The target has the records that were read, and no others.\n'
        : 'The target has other records than were read: somebody wrote meanwhile. Empty it, and begin again.\n',
      ...(differences.length > 0 ? ['\n', wordsOfDifferences(differences)] : []),
      wordsOfFailures(failures),
      `${countOf(users, 'user')}, ${numberOf(reconciled)} reconciled, ${countOf(differences.length, 'difference')}.\n`,
    ].join(''),
    data: { ...report, differences: differences.map(({ username, difference }) => ({ username, ...difference })) },
  };
}

function statusOf({ matches, differences, failures }: FinishedCopy): Status {
  if (failures.length > 0) return 2;
  return matches && differences.length === 0 ? 0 : 1;
}
