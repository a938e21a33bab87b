import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { RunDescription, RunResult } from "./run.ts";
import { simulateTimed } from "./timed.ts";

export interface TimedResult {
  readonly result: RunResult;
  /** Of processor time. */
  readonly seconds: number;
}

/** Runs descriptions one after another, here or in a process of its own. */
export interface SeedWorker {
  run(description: RunDescription): Promise<TimedResult>;
  close(): void;
}

export function createWorkers(count: number): readonly SeedWorker[] {
  return count === 1
    ? [{ run: simulateTimed, close: () => undefined }]
    : Array.from({ length: count }, () => new ProcessWorker());
}

/** A process that simulates what it is sent. */
class ProcessWorker implements SeedWorker {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), {
    execArgv: process.execArgv,
  });

  async run(description: RunDescription): Promise<TimedResult> {
    const ended = new AbortController();
    const exited = once(this.#child, "exit", { signal: ended.signal }).then(([code]) => {
      throw new Error(`the worker of seed ${description.seed} ended with code ${String(code)}`);
    });
    const answered = once(this.#child, "message", { signal: ended.signal });
    this.#child.send(description);
    try {
      const [answer] = await Promise.race([answered, exited]);
      return answer as TimedResult;
    } finally {
      ended.abort();
      exited.catch(() => undefined);
      answered.catch(() => undefined);
    }
  }

  close(): void {
    this.#child.kill();
  }
}
