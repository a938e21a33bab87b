import { createDeferred } from "../utils/deferred.ts";
import { RaftError } from "./errors.ts";

const TASKS_WAITING_MAX = 16;

interface Task {
  readonly run: () => Promise<void>;
  readonly reject: (error: Error) => void;
}

/** Work of the run loop that is no part of a Ready: it runs between two turns, while nothing is being written and everything applied is visible. */
export class BetweenTurns {
  #waiting: Task[] = [];
  #stopped: RaftError | null = null;

  /**
   * Resolves as the task does. It must be short, and what it throws is fatal to the node, but a RaftError.
   *
   * @throws RaftError PROPOSAL_DROPPED (queueFull) past the bound, STOPPED.
   */
  async add<T>(task: () => T | Promise<T>): Promise<T> {
    if (this.#stopped !== null) {
      throw this.#stopped;
    }
    if (this.#waiting.length >= TASKS_WAITING_MAX) {
      throw new RaftError(
        `${TASKS_WAITING_MAX} requests wait for the end of the run loop's turn already: try again later`,
        { code: "PROPOSAL_DROPPED", reason: "queueFull" },
      );
    }
    const { promise, resolve, reject } = createDeferred<T>();
    this.#waiting.push({
      run: async () => {
        resolve(await task());
      },
      reject,
    });
    return await promise;
  }

  /** @throws what a task threw, unless that was a RaftError. */
  async run(): Promise<void> {
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      try {
        await task.run();
      } catch (error) {
        task.reject(error instanceof Error ? error : new Error("a task failed", { cause: error }));
        if (!(error instanceof RaftError)) {
          throw error;
        }
      }
    }
  }

  stop(cause: Error | null): void {
    const options = cause === null ? {} : { cause };
    this.#stopped = new RaftError("the node stopped", { code: "STOPPED" }, options);
    for (const { reject } of this.#waiting.splice(0)) {
      reject(this.#stopped);
    }
  }
}
