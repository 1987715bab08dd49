import type { Turn } from '../entities/turn.ts';
import { DomainError } from '../errors/domain-error.ts';
import { OutcomeUnknownError } from '../errors/storage-errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Host } from '../ports/host.ts';
import { save, type UnitOfWork } from '../ports/unit-of-work.ts';
import { RecentMap } from './recent-map.ts';

/** How often a busy lane looks for another process's turn. */
const LOOK_EVERY_MS = 500;
/** A process that waits for a turn to end looks again after this time, plus or minus half. */
const POLL_MS = 20;
/** If a turn does not change for this long, its process is taken to be gone. */
const ABANDONED_MS = 1_000;
/** Nobody waits longer than this for the turns of others. */
const LONGEST_WAIT_MS = 3_000;
/** A turn ends after this many commands, however many more wait. */
const COMMANDS_PER_TURN = 32;
/** If other processes ask for a turn at the same moment, opening it is tried this often. */
const MAX_OPENINGS = 5;
/** This many lanes are remembered, those used last, whatever the number of users. */
const REMEMBERED_LANES = 1_024;

interface LaneUse {
  /** When its last command started, or ended. */
  usedAt: number;
  readonly lookedAt: number;
}

/**
 * Fairness between processes. If two work on one lane, the one that takes longer from its read to its commit can lose every race, and the
 * winner never notices. So a process that keeps losing opens a turn in the store, and closes it once its waiting commands are done. A
 * process whose lane is busy looks for an open turn at intervals, and waits until it is closed.
 *
 * Correctness does not rest on turns: a process that never looks, or dies in its turn, costs the others time. Times are counted in time
 * slept, so that a clock that jumps cannot stretch them.
 */
export class Turns {
  readonly #unitOfWork: UnitOfWork;
  readonly #uses = new RecentMap<LaneUse>();
  /** How many commands are left of each turn that this process has. */
  readonly #left = new Map<string, number>();
  #holder: string | undefined;

  constructor(unitOfWork: UnitOfWork) {
    this.#unitOfWork = unitOfWork;
  }

  has(lane: string): boolean {
    return this.#left.has(lane);
  }

  /** Before a batch of commands: waits while another process has the turn, if this lane has been busy since it last looked. */
  async makeWay(lane: string, waiting: number, host: Host): Promise<void> {
    if (this.#isDue(lane, waiting, host.clock) && !this.has(lane)) await this.#waitForOthers(lane, host);
  }

  /** After lost tries: asks the others to wait until this many commands are done. Returns the milliseconds slept for it. */
  async open(lane: string, commands: number, host: Host): Promise<number> {
    let slept = 0;
    for (let tried = 0; tried < MAX_OPENINGS; tried++) {
      slept += await this.#waitForOthers(lane, host);
      if (await this.#tryToOpen(lane, host)) {
        this.#left.set(lane, Math.min(commands, COMMANDS_PER_TURN));
        break;
      }
    }
    return slept;
  }

  /** After a batch: ends the turn of this process if no command waits, or if the turn had its share. */
  async commandsEnded(lane: string, ended: number, waiting: number, host: Host): Promise<void> {
    this.#noteEnd(lane, host.clock);
    const left = this.#left.get(lane);
    if (left === undefined) return;
    if (left > ended && waiting > 0) {
      this.#left.set(lane, left - ended);
      return;
    }
    this.#left.delete(lane);
    await this.#close(lane, host);
  }

  /** True if it is time to look. An idle lane cannot have been in anybody's way. */
  #isDue(lane: string, waiting: number, clock: Clock): boolean {
    const now = clock.now().getTime();
    const use = this.#uses.get(lane);
    const isBusy = use !== undefined && (waiting > 0 || Math.abs(now - use.usedAt) < LOOK_EVERY_MS);
    const lookedAt = isBusy ? use.lookedAt : now;
    const isDue = Math.abs(now - lookedAt) >= LOOK_EVERY_MS;
    this.#uses.put(lane, { usedAt: now, lookedAt: isDue ? now : lookedAt }, REMEMBERED_LANES);
    return isDue;
  }

  /** However long a command takes, one that follows at once finds the lane busy. */
  #noteEnd(lane: string, clock: Clock): void {
    const use = this.#uses.get(lane);
    if (use === undefined) return;
    try {
      use.usedAt = clock.now().getTime();
    } catch (error) {
      ignored(error);
    }
  }

  /**
   * Waits until no other process has the turn, and returns the milliseconds slept. It closes the turn of a process that seems to be gone.
   */
  async #waitForOthers(lane: string, host: Host): Promise<number> {
    let slept = 0;
    let unchanged = 0;
    let version: number | undefined;
    while (slept < LONGEST_WAIT_MS) {
      const turn = await this.#read(lane);
      if (turn === undefined || !turn.isOpen || turn.holder === this.#holder) break;
      if (turn.version !== version) unchanged = 0;
      if (unchanged >= ABANDONED_MS) {
        await this.#write(lane, turn, { holder: turn.holder, isOpen: false }, host);
        break;
      }
      version = turn.version;
      const pause = POLL_MS * (0.5 + Math.random());
      await host.timer.sleep(pause);
      slept += pause;
      unchanged += pause;
    }
    return slept;
  }

  async #tryToOpen(lane: string, host: Host): Promise<boolean> {
    this.#holder ??= host.ids.next();
    return this.#write(lane, await this.#read(lane), { holder: this.#holder, isOpen: true }, host);
  }

  async #close(lane: string, host: Host): Promise<void> {
    const turn = await this.#read(lane);
    if (turn?.isOpen && turn.holder === this.#holder)
      await this.#write(lane, turn, { holder: turn.holder, isOpen: false }, host);
  }

  /** The turn of a lane, or undefined. If it cannot be read, the command itself will meet the same error. */
  async #read(lane: string): Promise<Turn | undefined> {
    try {
      const [turn] = await this.#unitOfWork.read([{ entity: 'turn', lane }]);
      return turn;
    } catch (error) {
      return ignored(error);
    }
  }

  /** Returns whether it is written. An unknown outcome counts as written: a turn ends by itself. */
  async #write(
    lane: string,
    previous: Turn | undefined,
    state: Pick<Turn, 'holder' | 'isOpen'>,
    { clock, ids }: Host,
  ): Promise<boolean> {
    try {
      const now = clock.now().toISOString();
      const { version, createdAt } = previous ?? { version: 1, createdAt: now };
      const turn = { lane, ...state, version, createdAt, updatedAt: now };
      await this.#unitOfWork.commit({ token: ids.next(), changes: [save('turn', previous, turn)] });
      return true;
    } catch (error) {
      ignored(error);
      return error instanceof OutcomeUnknownError;
    }
  }
}

/** A turn is a courtesy: if the store fails it, the command must not fail. Any other error is a fault of ours. */
function ignored(error: unknown): undefined {
  if (!(error instanceof DomainError)) throw error;
}
