import { type FeedEvent, ValidationError } from '@orderfolio/domain';
import type { FeedChange } from '@orderfolio/domain/adapter';
import { changeOf, type StreamRecord } from './stream-records.ts';

/** The part of Lambda's event of a DynamoDB stream that is read here. */
export interface StreamBatch {
  readonly Records: readonly {
    readonly dynamodb?: {
      readonly SequenceNumber?: string | undefined;
      // The images are read through the schemas, so any typings of the event will do.
      readonly OldImage?: object | undefined;
      readonly NewImage?: object | undefined;
    };
  }[];
}

/** The events of a batch. */
export interface StreamEvents {
  readonly events: readonly FeedEvent[];
  /** Why changes could not be read: somebody has edited their items past the store. They tell no events. */
  readonly unreadable: readonly string[];
  /**
   * Handles the events one after another, and returns Lambda's `ReportBatchItemFailures`: the record at which a handler
   * failed, if one did. Lambda then sends that record and all after it again, so their order holds. Events of the same
   * record that were handled before come again too, with the same ids.
   */
  handle(
    each: (event: FeedEvent) => unknown,
  ): Promise<{ readonly batchItemFailures: { readonly itemIdentifier: string }[] }>;
}

/**
 * The events of a batch that Lambda gives for the table's stream. Pure: it sends nothing. VALIDATION_FAILED, naming `batch`, for what is
 * no such batch.
 *
 * @example
 * export const handler = (batch: StreamBatch) => eventsFromStream(batch).handle((event) => publish(event));
 */
export function eventsFromStream(batch: StreamBatch): StreamEvents {
  const changes = recordsOf(batch).flatMap((record): FeedChange[] => {
    const change = changeOf(record);
    return change === undefined ? [] : [change];
  });
  return {
    events: changes.flatMap(({ events }) => events),
    unreadable: changes.flatMap(({ unreadable }) => unreadable ?? []),
    async handle(each) {
      for (const { position, events } of changes) {
        try {
          for (const event of events) await each(event);
        } catch (_failure) {
          return { batchItemFailures: [{ itemIdentifier: position }] };
        }
      }
      return { batchItemFailures: [] };
    },
  };
}

function recordsOf(batch: StreamBatch): readonly StreamRecord[] {
  const given: unknown = fieldOf(batch, 'Records');
  if (!Array.isArray(given)) throw notABatch('must be what Lambda gives: an object with Records');
  return given.map((record: unknown) => {
    const written = fieldOf(record, 'dynamodb');
    const position = fieldOf(written, 'SequenceNumber');
    if (typeof position !== 'string') throw notABatch('must have records of a DynamoDB stream alone');
    return { position, before: imageIn(written, 'OldImage'), after: imageIn(written, 'NewImage') };
  });
}

function imageIn(written: unknown, name: string): StreamRecord['after'] {
  const image = fieldOf(written, name);
  return isImage(image) ? image : undefined;
}

/** The images are read attribute by attribute, and a wrong one is found there. */
function isImage(value: unknown): value is NonNullable<StreamRecord['after']> {
  return typeof value === 'object' && value !== null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function notABatch(rule: string): ValidationError {
  return new ValidationError({ field: 'batch', rule });
}
