import type { Fence, LockAttempt, LockTable } from '@orderfolio/domain/adapter';
import type { Connection, Statement } from './connection.ts';

/** A lease that has ended, whatever the clock says. */
const ENDED = '';

/** The lock table. A row is never deleted, so that its fence only grows. */
export class SqliteLockTable implements LockTable {
  readonly #connection: Connection;
  readonly #take: Statement<{ readonly fence: number }>;
  readonly #extend: Statement;
  readonly #free: Statement;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#take = connection.prepare(`
      INSERT INTO locks (username, fence, operation, expires_at) VALUES (?, 1, ?, ?)
      ON CONFLICT (username) DO UPDATE
        SET fence = fence + 1, operation = excluded.operation, expires_at = excluded.expires_at
        WHERE expires_at <= ? OR expires_at > ?
      RETURNING fence`);
    this.#extend = connection.prepare(
      `UPDATE locks SET expires_at = ? WHERE username = ? AND fence = ? AND expires_at <> '${ENDED}'`,
    );
    this.#free = connection.prepare(`UPDATE locks SET expires_at = '${ENDED}' WHERE username = ? AND fence = ?`);
  }

  take({ username, operation, now, latestEnd, expiresAt }: LockAttempt): Promise<number | undefined> {
    return this.#connection.whenFree(
      () => this.#take.get(username, operation, expiresAt, now, latestEnd)?.fence,
      'UPDATE',
    );
  }

  extend({ username, fence }: Fence, expiresAt: string): Promise<boolean> {
    return this.#connection.whenFree(() => this.#extend.run(expiresAt, username, fence).changes === 1, 'UPDATE');
  }

  async free({ username, fence }: Fence): Promise<void> {
    await this.#connection.whenFree(() => this.#free.run(username, fence), 'UPDATE');
  }
}
