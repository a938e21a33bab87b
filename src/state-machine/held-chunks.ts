/**
 * The chunks of something that is open already, and their one reader. What they hold is released once: when they were read to their end, failed, or were
 * returned. A generator alone cannot promise that: one that is returned before its first step never runs its `finally`.
 */
export class HeldChunks implements AsyncIterableIterator<Uint8Array> {
  readonly #chunks: AsyncIterator<Uint8Array, void, void>;
  readonly #release: () => void;
  #isReleased = false;

  constructor(options: {
    readonly chunks: AsyncIterator<Uint8Array, void, void>;
    readonly release: () => void;
  }) {
    this.#chunks = options.chunks;
    this.#release = options.release;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, void>> {
    try {
      const step = await this.#chunks.next();
      if (step.done === true) {
        this.#releaseOnce();
      }
      return step;
    } catch (error) {
      this.#releaseOnce();
      throw error;
    }
  }

  /** Waits for a step that is under way: it may be reading what is then released. */
  async return(): Promise<IteratorResult<Uint8Array, void>> {
    try {
      await this.#chunks.return?.();
    } finally {
      this.#releaseOnce();
    }
    return { done: true, value: undefined };
  }

  #releaseOnce(): void {
    if (!this.#isReleased) {
      this.#isReleased = true;
      this.#release();
    }
  }
}
