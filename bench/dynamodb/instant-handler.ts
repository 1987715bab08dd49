import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';

type Handle = NodeHttpHandler['handle'];

/** The SDK's request handler without a network. It answers every request at once, with a prepared reply. */
export class InstantHandler extends NodeHttpHandler {
  readonly #replies: ReadonlyMap<string, Buffer>;
  /** The bodies of the last requests, by operation. */
  readonly sent = new Map<string, string>();

  /** Replies by operation. */
  constructor(replies: Readonly<Record<string, object>>) {
    super();
    this.#replies = new Map(
      Object.entries(replies).map(([operation, reply]) => [operation, Buffer.from(JSON.stringify(reply))]),
    );
  }

  override async handle(request: Parameters<Handle>[0]): ReturnType<Handle> {
    const target = request.headers['x-amz-target'] ?? '';
    const operation = target.slice(target.indexOf('.') + 1);
    const reply = this.#replies.get(operation);
    if (reply === undefined) throw new Error(`no reply to ${operation}`);
    this.sent.set(operation, request.body);
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'content-length': String(reply.length) };
    return { response: { statusCode: 200, headers, body: Readable.from([reply]) } };
  }

  /** The body of the last request of an operation, as text. */
  bodyOf(operation: string): string {
    const body: unknown = this.sent.get(operation);
    return typeof body === 'string' ? body : new TextDecoder().decode(body instanceof Uint8Array ? body : undefined);
  }
}
