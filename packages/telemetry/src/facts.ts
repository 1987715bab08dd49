import type { Attributes } from '@opentelemetry/api';
import type {
  CommandFacts,
  ExchangeFacts,
  ExchangeWork,
  LockFacts,
  RequestFacts,
  RequestWork,
} from '@orderfolio/domain';
import {
  CODE,
  COLLECTION,
  CONSUMED_CAPACITY,
  DB_STATUS,
  ERROR_TYPE,
  HTTP_STATUS,
  METHOD,
  OPERATION,
  OTHER,
  ROUTE,
  SYSTEM,
} from './attributes.ts';

/** The attributes of a request that are known when it begins. */
export function requestAttributes({ system, operation, table }: RequestWork): Attributes {
  return { [SYSTEM]: system, [OPERATION]: operation, ...(table !== undefined && { [COLLECTION]: table }) };
}

/** The attributes of the error of a request, if it has one. */
export function requestError({ error }: RequestFacts): Attributes {
  return error === undefined ? {} : { [ERROR_TYPE]: error, [DB_STATUS]: error };
}

/** The units of a request, in the form that the conventions give them. */
export function consumedCapacity({ work, readUnits, writeUnits }: RequestFacts): Attributes {
  const units = readUnits ?? writeUnits;
  if (units === undefined) return {};
  const consumed = {
    TableName: work.table,
    CapacityUnits: units,
    ReadCapacityUnits: readUnits,
    WriteCapacityUnits: writeUnits,
  };
  return { [CONSUMED_CAPACITY]: [JSON.stringify(consumed)] };
}

/** The attributes of an HTTP request that are known when it begins. */
export function exchangeAttributes({ method, route }: ExchangeWork): Attributes {
  return { [METHOD]: method, [ROUTE]: route };
}

/** The attributes of its answer. Only the service's own faults are errors of a server. */
export function exchangeAnswer({ status, code }: ExchangeFacts): Attributes {
  const said = { [HTTP_STATUS]: status, ...(code !== undefined && { [CODE]: code }) };
  return status < 500 ? said : { ...said, [ERROR_TYPE]: code ?? String(status) };
}

/** The code of a command, which is an error only if the command failed. */
export function commandCode({ outcome, code }: CommandFacts): Attributes {
  const said = code === undefined ? {} : { [CODE]: code };
  return outcome === 'failed' ? { ...said, [ERROR_TYPE]: code ?? OTHER } : said;
}

/** The code of a commit or a lock that ended otherwise than it should. */
export function errorCode({ code }: Pick<LockFacts, 'code'>): Attributes {
  return code === undefined ? {} : { [CODE]: code, [ERROR_TYPE]: code };
}
