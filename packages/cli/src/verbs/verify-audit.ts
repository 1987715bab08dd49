import type { TrailFault } from '@orderfolio/security';
import type { Command } from 'commander';
import { readAuditKeys } from '../audit-keys.ts';
import {
  type CheckOptions,
  type Checks,
  check,
  readChecked,
  statusOf,
  withCheckOptions,
  wordsOfFailures,
} from '../checks.ts';
import { howToGoOn } from '../every-user.ts';
import { countOf, type Report } from '../report.ts';
import type { Session } from '../session.ts';
import { openStore, readStoreName } from '../store.ts';
import { tableOf } from '../table.ts';

interface AuditOptions extends CheckOptions {
  readonly keyedSince?: string;
}

/** The meaning of each fault of a trail. */
const MEANINGS: Readonly<Record<TrailFault, string>> = {
  CHANGED: 'the text, the hash or the link of the entry is not the one that was written',
  REMOVED: 'the entry is gone',
  INSERTED: 'the entry was added beyond the end of the trail',
  UNKNOWN_KEY: 'the entry names a key that was not given in ORDERFOLIO_AUDIT_KEYS',
  NO_KEY: 'the entry has no key, though it must have one',
};

/** `orderfolio verify-audit`. */
export function addVerifyAudit(program: Command, session: Session): void {
  withCheckOptions(program.command('verify-audit'))
    .description('check the kept audit trail, entry by entry, and name the first that was changed, removed or inserted')
    .option('--keyed-since <time>', 'every entry from this time on must have a key: ISO-8601 UTC')
    .addHelpText('after', EXAMPLES)
    .action((user: string | undefined, options: AuditOptions) =>
      session.report(options, () => verifyAudit(session, user, options)),
    );
}

const EXAMPLES = `
The variable ORDERFOLIO_AUDIT_KEYS has the keys of the trail, as KID:SECRET,
separated by spaces: the current one first.

Exit status: 0 every trail is whole, 1 one is not, 2 it failed.

Examples:
  orderfolio verify-audit alice_01 --store sqlite:orders.db
  orderfolio verify-audit --all --keyed-since 2026-01-01`;

interface BrokenTrail {
  readonly username: string;
  readonly sequence: number;
  readonly fault: TrailFault;
}

async function verifyAudit(session: Session, user: string | undefined, options: AuditOptions): Promise<Report> {
  const { terminal } = session;
  const checked = readChecked(user, options);
  const chainKeys = readAuditKeys(terminal);
  const { verifyAuditTrail } = await import('@orderfolio/security');
  await using open = await openStore(readStoreName(options, terminal));
  const { app, store } = open;
  // An unknown user has an empty trail, which is whole. So a wrong name must be refused.
  if (checked !== undefined) await app.users.get(checked);
  const broken: BrokenTrail[] = [];
  let entries = 0;
  const checks = await check(open, terminal, checked, options, async (username) => {
    const verdict = await verifyAuditTrail(store, username, { chainKeys, keyedSince: options.keyedSince });
    if (verdict.ok) entries += verdict.entries;
    else broken.push({ username, sequence: verdict.sequence, fault: verdict.fault });
  });
  return reportOf(session, checks, entries, broken);
}

function reportOf(session: Session, checks: Checks, entries: number, broken: readonly BrokenTrail[]): Report {
  const { users, failures, stopped } = checks;
  const rows = broken.map(({ username, sequence, fault }) => [username, String(sequence), fault, MEANINGS[fault]]);
  return {
    status: statusOf(checks, broken.length),
    text: [
      ...(rows.length > 0 ? [tableOf(['user', '>entry', 'fault', 'meaning'], rows), '\n'] : []),
      wordsOfFailures(failures),
      `${countOf(users, 'user')}, ${countOf(entries, 'entry', 'entries')} in whole trails, ${countOf(broken.length, 'broken trail')}.\n`,
      howToGoOn(checks, session),
    ].join(''),
    data: { users, entries, broken, failures, ...(stopped && { stopped }) },
  };
}
