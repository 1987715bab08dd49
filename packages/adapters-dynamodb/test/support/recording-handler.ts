import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';

type Handle = NodeHttpHandler['handle'];
export type HandlerRequest = Parameters<Handle>[0];
export type HandlerOptions = Parameters<Handle>[1];
export type HandlerResponse = Awaited<ReturnType<Handle>>;

export type Json = Readonly<Record<string, unknown>>;

/** A request as it went over the wire, and the reply to it. */
export interface Exchange {
  readonly operation: string;
  readonly input: Json;
  readonly bytes: number;
  readonly status: number;
  readonly output: Json;
}

/** The SDK's request handler, which also shows each request and its reply to a listener. */
export class RecordingHandler extends NodeHttpHandler {
  readonly exchanges: Exchange[] = [];
  /** Called before a request is sent. */
  before: (operation: string, input: Json) => Promise<void> = async () => undefined;
  /** Called when its reply has come. */
  after: (exchange: Exchange) => Promise<void> = async () => undefined;

  override async handle(request: HandlerRequest, options?: HandlerOptions): Promise<HandlerResponse> {
    const operation = operationOf(request);
    const body = bodyOf(request);
    const input: Json = JSON.parse(body);
    await this.before(operation, input);
    const reply = await super.handle(request, options);
    const chunks: Buffer[] = [];
    for await (const chunk of reply.response.body) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks);
    const exchange = {
      operation,
      input,
      bytes: Buffer.byteLength(body),
      status: reply.response.statusCode,
      output: JSON.parse(text.toString()),
    };
    this.exchanges.push(exchange);
    await this.after(exchange);
    reply.response.body = Readable.from([text]);
    return reply;
  }
}

/** The SDK gives text, or its bytes. */
export function bodyOf({ body }: HandlerRequest): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

/** The operation's name, from the header `X-Amz-Target: DynamoDB_20120810.GetItem`. */
export function operationOf({ headers }: HandlerRequest): string {
  const target = new Map(Object.entries(headers)).get('x-amz-target') ?? '';
  return target.slice(target.indexOf('.') + 1);
}
