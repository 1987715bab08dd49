import type { ExpiredRecords } from '@orderfolio/domain/adapter';
import type { Connection, Statement } from '../connection.ts';

/** This many records go in one transaction, since others wait for it. */
const PAGE = 500;

const ENDED_FAMILIES = `SELECT username, family_id FROM refresh_families WHERE expires_at <= ? ORDER BY expires_at LIMIT ${PAGE}`;
/** A family and its tokens go together: the tokens first, since they refer to it. */
const STATEMENTS = [
  `DELETE FROM refresh_tokens WHERE (username, family_id) IN (${ENDED_FAMILIES})`,
  `DELETE FROM refresh_families WHERE (username, family_id) IN (${ENDED_FAMILIES})`,
  ofEnded('account_tokens', 'username, token_hash'),
  ofEnded('login_attempts', 'username'),
  ofEnded('source_attempts', 'source_hash'),
  ofEnded('projections', 'projection, key'),
];

function ofEnded(table: string, key: string): string {
  return `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE expires_at <= ? LIMIT ${PAGE})`;
}

export function expiredRecords(connection: Connection): ExpiredRecords {
  // Most processes never purge, so these are compiled when they are first needed.
  let statements: readonly Statement[] | undefined;
  return {
    async purge(now) {
      connection.requireOpen();
      const removed = await connection.transaction('purge', () => {
        statements ??= STATEMENTS.map((sql) => connection.prepare(sql));
        return statements.reduce((sum, statement) => sum + statement.run(now).changes, 0);
      });
      return removed === 0 ? { removed } : { removed, nextCursor: 'more' };
    },
  };
}
