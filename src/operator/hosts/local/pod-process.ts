import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { assertNever } from "../../../utils/assert.ts";
import type { Clock } from "../../../utils/clock.ts";
import type { ClusterEvent } from "../../host.ts";
import { lastWords } from "./last-words.ts";
import { identify, isRunning, signalProcess } from "./process-identity.ts";
import type { ProcessIdentity } from "./process-identity.ts";

export interface PodProcessOptions {
  readonly podName: string;
  /** Program and arguments. */
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** Its standard output and error are appended here. */
  readonly logFile: string;
  readonly restarts: number;
}

export interface PodProcessDependencies {
  readonly clock: Clock;
  /** What became of the process, for people. */
  readonly event: (event: ClusterEvent) => void;
  /** A process was started: to be recorded, so that the next program finds it. */
  readonly started: (process: ProcessIdentity, restarts: number) => void;
  /** Something changed that an observation would show. */
  readonly changed: () => void;
}

/**
 * ```
 * idle -> running (start, adopt) -> backoff (died) -> running (after the delay)
 * any -> stopping (stop) -> stopped (process gone)
 * ```
 */
type State =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly process: ProcessIdentity; readonly sinceMs: number }
  | { readonly kind: "backoff"; readonly problem: string; readonly timer: Disposable }
  | { readonly kind: "stopping"; readonly done: Promise<void> }
  | { readonly kind: "stopped" };

const BACKOFF_FIRST_MS = 200;
const BACKOFF_MAX_MS = 10_000;
/** A process that ran this long did not fail at its start: the next delay is the first one again. */
const RAN_WELL_MS = 10_000;
/** How often a process that is not a child of this one is looked at. */
const ADOPTED_POLL_MS = 200;
const STOP_POLL_MS = 20;
const LOG_BYTES_MAX = 16 * 1024 * 1024;

/** One pod of the local host: a child process that is started again, after a growing delay, whenever it dies. */
export class PodProcess {
  readonly #options: PodProcessOptions;
  readonly #dependencies: PodProcessDependencies;
  #state: State = { kind: "idle" };
  #restarts: number;
  #failures = 0;
  #watch: Disposable | null = null;

  constructor(options: PodProcessOptions, dependencies: PodProcessDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#restarts = options.restarts;
  }

  get restarts(): number {
    return this.#restarts;
  }

  get running(): boolean {
    return this.#state.kind === "running";
  }

  get terminating(): boolean {
    return this.#state.kind === "stopping";
  }

  get process(): ProcessIdentity | null {
    return this.#state.kind === "running" ? this.#state.process : null;
  }

  /** Why it does not run; null when it does. */
  get problem(): string | null {
    switch (this.#state.kind) {
      case "running":
        return null;
      case "backoff":
        return this.#state.problem;
      case "idle":
        return "it is not started";
      case "stopping":
        return "it is being stopped";
      case "stopped":
        return "it is stopped";
      default:
        return assertNever(this.#state);
    }
  }

  start(): void {
    if (this.#state.kind !== "idle" && this.#state.kind !== "backoff") {
      return;
    }
    const { command, environment, logFile, podName } = this.#options;
    const [program, ...args] = command;
    const log = openLog(logFile);
    let child: ChildProcess;
    try {
      // In a session of its own: Ctrl-C in the terminal reaches this program only, which then stops its children in order.
      child = spawn(program, args, {
        detached: true,
        stdio: ["ignore", log, log],
        env: { ...environment },
      });
    } finally {
      closeSync(log);
    }
    child.once("error", (error) => this.#died(`cannot be started: ${error.message}`));
    const identity = child.pid === undefined ? null : identify(child.pid);
    if (identity === null) {
      // Without a pid the error above follows; with one it died before it could be looked at.
      child.once("exit", (code, signal) => this.#died(describeExit({ code, signal, logFile })));
      return;
    }
    this.#tell("Normal", "Started", `${podName} runs as process ${identity.pid}`);
    this.#state = {
      kind: "running",
      process: identity,
      sinceMs: this.#dependencies.clock.now(),
    };
    child.once("exit", (code, signal) => {
      if (this.#state.kind === "running" && this.#state.process.pid === identity.pid) {
        this.#died(describeExit({ code, signal, logFile }));
      }
    });
    this.#dependencies.started(identity, this.#restarts);
    this.#dependencies.changed();
  }

  /** Goes on with a process that an earlier program started. */
  adopt(process: ProcessIdentity): void {
    const { clock } = this.#dependencies;
    const { podName } = this.#options;
    this.#tell("Normal", "Adopted", `${podName} goes on as process ${process.pid}`);
    this.#state = { kind: "running", process, sinceMs: clock.now() };
    const watch = clock.every(ADOPTED_POLL_MS, () => {
      if (!isRunning(process)) {
        watch[Symbol.dispose]();
        if (this.#state.kind === "running") {
          this.#died(`ended (see ${this.#options.logFile})`);
        }
      }
    });
    this.#watch = watch;
  }

  /** SIGTERM, and SIGKILL after `graceMs`; resolves when the process is gone. Idempotent. */
  stop(graceMs: number): Promise<void> {
    if (this.#state.kind === "stopping") {
      return this.#state.done;
    }
    const process = this.process;
    if (this.#state.kind === "backoff") {
      this.#state.timer[Symbol.dispose]();
    }
    this.#watch?.[Symbol.dispose]();
    if (process === null) {
      this.#state = { kind: "stopped" };
      return Promise.resolve();
    }
    const done = endProcess(process, graceMs).then(() => {
      this.#state = { kind: "stopped" };
      this.#dependencies.changed();
    });
    this.#state = { kind: "stopping", done };
    return done;
  }

  /** Leaves the process alone, as a killed program would. */
  abandon(): void {
    if (this.#state.kind === "backoff") {
      this.#state.timer[Symbol.dispose]();
    }
    this.#watch?.[Symbol.dispose]();
    this.#state = { kind: "stopped" };
  }

  #tell(type: ClusterEvent["type"], reason: string, message: string): void {
    this.#dependencies.event({ type, reason, action: "RunProcess", message });
  }

  #died(problem: string): void {
    const { clock, changed } = this.#dependencies;
    if (this.#state.kind === "stopping" || this.#state.kind === "stopped") {
      return;
    }
    const ranMs = this.#state.kind === "running" ? clock.now() - this.#state.sinceMs : 0;
    this.#failures = ranMs >= RAN_WELL_MS ? 1 : this.#failures + 1;
    const delayMs = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (this.#failures - 1));
    const { podName } = this.#options;
    this.#tell("Warning", "Exited", `${podName} ${problem}; started again in ${delayMs} ms`);
    this.#state = {
      kind: "backoff",
      problem,
      timer: clock.after(delayMs, () => {
        this.#restarts += 1;
        this.start();
      }),
    };
    changed();
  }
}

/** Ends a process whoever started it; resolves when it is gone. */
export async function endProcess(process: ProcessIdentity, graceMs: number): Promise<void> {
  signalProcess(process, "SIGTERM");
  const endMs = performance.now() + graceMs;
  let killed = false;
  while (isRunning(process)) {
    if (!killed && performance.now() >= endMs) {
      signalProcess(process, "SIGKILL");
      killed = true;
    }
    await sleep(STOP_POLL_MS);
  }
}

function describeExit(exit: {
  readonly code: number | null;
  readonly signal: string | null;
  readonly logFile: string;
}): string {
  if (exit.signal !== null) {
    return `killed by ${exit.signal}`;
  }
  const words = exit.code === 0 ? null : lastWords(exit.logFile);
  return words === null
    ? `exited with code ${exit.code} (see ${exit.logFile})`
    : `exited with code ${exit.code}: ${words}`;
}

/** Appends; a file that grew too large makes room and is kept as `.1`. */
function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX) {
    renameSync(path, `${path}.1`);
  }
  return openSync(path, "a", 0o600);
}
