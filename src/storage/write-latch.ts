import { assert } from "../utils/assert.ts";
import { StorageError } from "./types.ts";

/**
 * Two rules that every store keeps: one write is in flight at a time, and the first failed write is the last one.
 *
 * A write that failed may or may not be on disk, and the kernel may have dropped the pages that an fsync could not write: a later
 * write that "succeeds" would be acknowledged over a hole. So the error is kept and given to every later writer.
 */
export class WriteLatch {
  #failure: StorageError | null = null;
  #inFlight: string | null = null;
  readonly #running = new Set<Promise<unknown>>();

  /** The error that ended all writing, or null. */
  get failure(): StorageError | null {
    return this.#failure;
  }

  get busy(): boolean {
    return this.#inFlight !== null;
  }

  /**
   * Runs `work` alone; what it writes, it writes by `run`.
   *
   * @throws InvariantError when other work is in flight.
   * @throws StorageError of the first write that failed, from then on always.
   */
  async exclusive<T>(name: string, work: () => Promise<T>): Promise<T> {
    assert(
      this.#inFlight === null,
      `one write at a time: ${name} was called while ${this.#inFlight} is in flight`,
    );
    this.check();
    this.#inFlight = name;
    try {
      return await work();
    } finally {
      this.#inFlight = null;
    }
  }

  /** Runs one write and keeps its error. Rows of a generation that nothing reads yet are written by it beside exclusive work. */
  async run<T>(write: () => Promise<T>): Promise<T> {
    this.check();
    const running = write();
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      if (error instanceof StorageError) {
        this.#failure ??= error;
      }
      throw error;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Resolves when no write is running, whatever became of those that were. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) {
      await Promise.allSettled(this.#running);
    }
  }

  /** @throws StorageError when a write has failed before. */
  check(): void {
    if (this.#failure !== null) {
      throw this.#failure;
    }
  }
}
