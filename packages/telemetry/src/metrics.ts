import type { Meter } from '@opentelemetry/api';
import type { Observer, RequestFacts } from '@orderfolio/domain';
import { CODE, COMMAND, CONSUMER, OUTCOME, SHARD, TRIED_ON, UNITS } from './attributes.ts';
import {
  commandCode,
  errorCode,
  exchangeAnswer,
  exchangeAttributes,
  requestAttributes,
  requestError,
} from './facts.ts';
import { type Instruments, instrumentsOf } from './instruments.ts';

/** The part of an observer that has facts. */
export type FactObserver = Omit<Observer, 'begin'>;

/** Records the metrics. They count whether a trace is sampled or not. */
export function metricsObserver(meter: Meter): FactObserver {
  const { commands, queued, lostTries, batchSizes, locks, requests, exchanges, lag, events, failures, ...more } =
    instrumentsOf(meter);
  return {
    command(facts) {
      const attributes = { [COMMAND]: facts.work.name };
      const ended = { ...attributes, [OUTCOME]: facts.outcome, ...commandCode(facts) };
      commands.record(inSeconds(facts.durationMs), ended);
      queued.record(inSeconds(facts.queuedMs), attributes);
    },
    tried({ code, on }) {
      if (code !== undefined) lostTries.add(1, { [CODE]: code, [TRIED_ON]: on });
    },
    batch: ({ work }) => batchSizes.record(work.commands.length),
    lock: (facts) => locks.record(inSeconds(facts.durationMs), errorCode(facts)),
    request(facts) {
      requests.record(inSeconds(facts.durationMs), { ...requestAttributes(facts.work), ...requestError(facts) });
      countUnits(more, facts);
    },
    exchange(facts) {
      exchanges.record(inSeconds(facts.durationMs), { ...exchangeAttributes(facts.work), ...exchangeAnswer(facts) });
    },
    consumed({ name, shard, lagMs, ...facts }) {
      lag.record(inSeconds(lagMs), { [CONSUMER]: name, [SHARD]: shard });
      events.add(facts.events, { [CONSUMER]: name });
    },
    failed: ({ name }) => failures.add(1, { [CONSUMER]: name }),
  };
}

function countUnits({ capacity }: Pick<Instruments, 'capacity'>, { work, readUnits, writeUnits }: RequestFacts): void {
  const attributes = requestAttributes(work);
  if (readUnits !== undefined) capacity.add(readUnits, { ...attributes, [UNITS]: 'read' });
  if (writeUnits !== undefined) capacity.add(writeUnits, { ...attributes, [UNITS]: 'write' });
}

function inSeconds(milliseconds: number): number {
  return milliseconds / 1_000;
}
