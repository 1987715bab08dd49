/** A stream of texts that asks for the next one when the last one was taken. `onEnd` is called once, however it ends. */
export function textStream(
  first: string,
  chunks: AsyncGenerator<string, void>,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(first));
    },
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (value !== undefined) controller.enqueue(encoder.encode(value));
      if (done !== true) return;
      onEnd();
      controller.close();
    },
    cancel: onEnd,
  });
}
