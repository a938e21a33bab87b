import type { Clock } from "../utils/clock.ts";

/** What a served stream needs of its call; server/ has it from its front. */
export interface PeerCallContext {
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
  /** Sent with the status. */
  setTrailer(name: string, value: string): void;
}

/** A caller's requests, one after another, with a way to end the wait for the next one from outside. */
export class PeerRequests {
  readonly #iterator: AsyncIterator<Uint8Array>;
  readonly #clock: Clock;
  #waitingSinceMs: number | null = null;
  #failure: Error | null = null;
  #rejectWait: ((error: Error) => void) | null = null;

  constructor(requests: AsyncIterable<Uint8Array>, dependencies: { readonly clock: Clock }) {
    this.#iterator = requests[Symbol.asyncIterator]();
    this.#clock = dependencies.clock;
  }

  /** Since when the next request is being waited for; null while nobody waits. */
  get waitingSinceMs(): number | null {
    return this.#waitingSinceMs;
  }

  /** The next request; null when the caller has sent its last one. Rejects with what `fail` was given. */
  async next(): Promise<Uint8Array | null> {
    if (this.#failure !== null) {
      throw this.#failure;
    }
    this.#waitingSinceMs = this.#clock.now();
    try {
      const result = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        this.#rejectWait = reject;
        this.#iterator.next().then(resolve, reject);
      });
      return result.done === true ? null : result.value;
    } finally {
      this.#waitingSinceMs = null;
      this.#rejectWait = null;
    }
  }

  /** Ends this wait and every later one. The first failure counts. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#rejectWait?.(this.#failure);
  }
}
