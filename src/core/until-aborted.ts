/**
 * The chunks until the signal is aborted: then the read that waits, or the next one, rejects with the signal's reason at once, however long the source
 * would go on waiting.
 */
export async function* untilAborted(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const iterator = chunks[Symbol.asyncIterator]();
  let isEnded = false;
  try {
    for (;;) {
      const step = await orAborted(() => iterator.next(), signal);
      if (step.done === true) {
        isEnded = true;
        return;
      }
      yield step.value;
    }
  } finally {
    if (!isEnded && !signal.aborted) {
      await iterator.return?.();
    }
  }
}

async function orAborted<T>(begin: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = (): void => {
      try {
        signal.throwIfAborted();
      } catch (reason) {
        reject(reason);
      }
    };
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([begin(), aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
