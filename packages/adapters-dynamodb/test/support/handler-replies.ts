import { Readable } from 'node:stream';
import type { HandlerResponse, Json } from './recording-handler.ts';

/** The reply to a request that DynamoDB refuses with an error of this name. */
export function refusal(name: string, more: Json = {}, status = 400): HandlerResponse {
  return reply(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'an injected fault', ...more });
}

/** A reply with this body. */
export function reply(statusCode: number, output: Json): HandlerResponse {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { response: { statusCode, headers, body: Readable.from([Buffer.from(JSON.stringify(output))]) } };
}

/** The reply's text. Nobody can read it again. */
export async function drained({ response }: HandlerResponse): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
