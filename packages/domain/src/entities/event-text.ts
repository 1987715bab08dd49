import * as z from 'zod';
import { isDecimal } from '../money/decimal.ts';
import { readStored, readStoredJson } from '../validation/parse.ts';
import { timestamp } from '../validation/schemas.ts';
import { eventsSchema, type FeedEvent, type FeedEventType, FIELDS_OF_EVENTS, idOfEvent } from './events.ts';
import { usernameSchema } from './user.ts';

/** How the text is written. A later form gets another number, so that old rows stay readable. */
const FORM = 1;
/** Stands for what the first event has too. */
const SAME = 0;

/**
 * The events of one commit as text, a third as long as their JSON: what a commit waits for is mostly the writing of it. An event is its
 * type, its version, its time, its user, and the values of its data in the order of `FIELDS_OF_EVENTS`.
 */
export function writeEvents(events: readonly FeedEvent[]): string {
  const [first] = events;
  const at = first?.at;
  const username = first === undefined ? null : ownerOf(first);
  const written = events.map((event) => {
    const owner = ownerOf(event);
    const values: unknown[] = [
      event.type,
      versionOf(event),
      event.at === at ? SAME : event.at,
      owner === username ? SAME : owner,
    ];
    for (const field of FIELDS_OF_EVENTS.get(event.type) ?? []) values.push(valueIn(event.data, field));
    while (values.at(-1) === null) values.pop();
    return values;
  });
  return JSON.stringify([FORM, at, username, written]);
}

function ownerOf(event: FeedEvent): string | null {
  return 'username' in event ? event.username : null;
}

function valueIn(data: object, field: string): unknown {
  const value: unknown = Reflect.get(data, field);
  if (value === undefined) return null;
  return isDecimal(value) ? value.toString() : value;
}

/** The version of the record stands in the id, before the type. */
function versionOf({ id, type }: FeedEvent): number {
  const end = id.length - type.length - 1;
  return Number(id.slice(id.lastIndexOf('/', end - 1) + 1, end));
}

const eventSchema = z.tuple([z.string(), z.int(), z.union([z.literal(SAME), timestamp]), ownerSchema()], z.unknown());
const textSchema = z.tuple([z.literal(FORM), timestamp.nullish(), usernameSchema.nullable(), z.array(eventSchema)]);

function ownerSchema() {
  return z.union([z.literal(SAME), z.null(), usernameSchema]).optional();
}

/** The events of a text. STORAGE_FAILED, naming it, if somebody has edited it. */
export function readEvents(text: string, name: string): readonly FeedEvent[] {
  const [, firstAt, firstOwner, written] = readStoredJson(textSchema, text, name);
  const events = written.map(([type, version, at, owner, ...values]) => {
    const username = owner === SAME ? firstOwner : owner;
    const data = isType(type) ? dataOf(type, values) : {};
    const id = isType(type) ? idOfEvent(type, username ?? '', data, version) : '';
    return { id, type, at: at === SAME ? firstAt : at, ...(username != null && { username }), data };
  });
  return readStored(eventsSchema, events, name);
}

function isType(type: string): type is FeedEventType {
  return FIELDS_OF_EVENTS.has(type);
}

function dataOf(type: FeedEventType, values: readonly unknown[]): object {
  const fields = FIELDS_OF_EVENTS.get(type) ?? [];
  return Object.fromEntries(fields.map((field, index) => [field, values[index] ?? undefined]));
}
