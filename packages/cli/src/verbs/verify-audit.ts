import type { TrailFault } from '@orderfolio/security';
import type { Command } from 'commander';
import { readAuditKeys } from '../audit-keys.ts';
import { forEveryUser, howToGoOn, type Walked } from '../every-user.ts';
import { countOf, type Report } from '../report.ts';
import type { Session } from '../session.ts';
import { openStore, readStoreName } from '../store.ts';
import { tableOf } from '../table.ts';
import {
  type CheckOptions,
  type Failure,
  failureOf,
  readChecked,
  withCheckOptions,
  wordsOfFailures,
} from './reconcile.ts';

interface AuditOptions extends CheckOptions {
  readonly keyedSince?: string;
}

/** What a fault of a trail means. */
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

async function verifyAudit({ terminal }: Session, user: string | undefined, options: AuditOptions): Promise<Report> {
  const checked = readChecked(user, options);
  const chainKeys = readAuditKeys(terminal);
  const { verifyAuditTrail } = await import('@orderfolio/security');
  await using open = await openStore(readStoreName(options, terminal));
  const { app, store } = open;
  const broken: BrokenTrail[] = [];
  const failures: Failure[] = [];
  let entries = 0;
  const one = async (username: string): Promise<void> => {
    const verdict = await verifyAuditTrail(store, username, {
      chainKeys,
      keyedSince: options.keyedSince,
    });
    if (verdict.ok) entries += verdict.entries;
    else broken.push({ username, sequence: verdict.sequence, fault: verdict.fault });
  };
  let walked: Walked = { users: 1 };
  if (checked !== undefined) {
    // Nobody's trail is whole too: a wrong name must not look like a right one.
    await app.users.get(checked);
    await one(checked);
  } else
    walked = await forEveryUser({ app, terminal, ...options }, async ({ username }) => {
      try {
        await one(username);
      } catch (error) {
        failures.push(failureOf(username, error));
      }
    });
  return reportOf(walked, entries, broken, failures);
}

function reportOf(
  walked: Walked,
  entries: number,
  broken: readonly BrokenTrail[],
  failures: readonly Failure[],
): Report {
  const { users, stopped } = walked;
  const rows = broken.map(({ username, sequence, fault }) => [username, String(sequence), fault, MEANINGS[fault]]);
  return {
    status: failures.length > 0 || stopped !== undefined ? 2 : broken.length > 0 ? 1 : 0,
    text: [
      ...(rows.length > 0 ? [tableOf(['user', '>entry', 'fault', 'meaning'], rows), '\n'] : []),
      wordsOfFailures(failures),
      `${countOf(users, 'user')}, ${countOf(entries, 'entry', 'entries')} in whole trails, ${countOf(broken.length, 'broken trail')}.\n`,
      howToGoOn(walked, 'orderfolio verify-audit --all'),
    ].join(''),
    data: { users, entries, broken, failures, ...(stopped && { stopped }) },
  };
}
