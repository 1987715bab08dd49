import { computed, signal } from '@preact/signals';
import { EVENT_GROUPS, type FeedEvent } from './feed-event.ts';

/** How many events are kept. */
export const KEPT_EVENTS = 500;

/** Which events are shown. */
export interface EventFilter {
  readonly group: keyof typeof EVENT_GROUPS | 'all';
  /** The beginning of a username. Empty: of everybody, and of nobody. */
  readonly user: string;
}

export function shows({ group, user }: EventFilter, { type, username }: FeedEvent): boolean {
  const types: readonly string[] | undefined = group === 'all' ? undefined : EVENT_GROUPS[group];
  if (types !== undefined && !types.includes(type)) return false;
  const wanted = user.trim().toLowerCase();
  return wanted === '' || (username?.toLowerCase().startsWith(wanted) ?? false);
}

/** The newest events, the newest first. While it is paused, what is shown stays, and what happens gathers behind it. */
export class EventLog {
  readonly #newest = signal<readonly FeedEvent[]>([]);
  readonly #paused = signal<readonly FeedEvent[] | undefined>(undefined);
  /** How many have come since it was paused. */
  readonly waiting = signal(0);
  /** How many have come in all. */
  readonly total = signal(0);
  /** True once something has happened that was not told. */
  readonly hasGap = signal(false);
  readonly shown = computed(() => this.#paused.value ?? this.#newest.value);
  readonly isPaused = computed(() => this.#paused.value !== undefined);
  readonly #most: number;

  constructor(most: number = KEPT_EVENTS) {
    this.#most = most;
  }

  /** An event that comes again is kept once. */
  add(events: readonly FeedEvent[]): void {
    const held = new Set(this.#newest.value.map(({ id }) => id));
    const fresh: FeedEvent[] = [];
    for (const event of events) {
      if (held.has(event.id)) continue;
      held.add(event.id);
      fresh.unshift(event);
    }
    if (fresh.length === 0) return;
    this.total.value += fresh.length;
    if (this.isPaused.value) this.waiting.value += fresh.length;
    this.#newest.value = [...fresh, ...this.#newest.value].slice(0, this.#most);
  }

  pause(): void {
    this.#paused.value = this.#newest.value;
    this.waiting.value = 0;
  }

  resume(): void {
    this.#paused.value = undefined;
    this.waiting.value = 0;
  }

  clear(): void {
    this.#newest.value = [];
    this.resume();
    this.total.value = 0;
    this.hasGap.value = false;
  }
}
