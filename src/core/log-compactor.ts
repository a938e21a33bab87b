import type { LogIndex } from "../raft/index.ts";
import type { StateMachine } from "../state-machine/types.ts";
import type { Storage } from "../storage/types.ts";
import type { CrashPointHook } from "./crash-points.ts";

/** Compactions are this share of what is retained: each costs a range of tombstones, whatever its length. */
const STRIDE_SHARE = 0.1;
const STRIDE_ENTRIES_MIN = 64;

/**
 * Where the log may be cut, or null while a cut would gain less than a stride. Never above the durable index of the state machine: a machine with
 * a store of its own is brought up to date from the log.
 */
export function findCompactionIndex(facts: {
  readonly firstIndex: LogIndex;
  readonly appliedIndex: LogIndex;
  readonly machineAppliedIndex: LogIndex;
  readonly retainEntries: number;
}): LogIndex | null {
  const index = Math.min(facts.appliedIndex - facts.retainEntries, facts.machineAppliedIndex);
  const stride = Math.max(STRIDE_ENTRIES_MIN, Math.floor(facts.retainEntries * STRIDE_SHARE));
  return index - facts.firstIndex + 1 >= stride ? index : null;
}

/** Keeps the log short. One of the run loop's writes: between two Readies, never beside one. */
export class LogCompactor {
  readonly #retainEntries: number;
  readonly #dependencies: {
    readonly storage: Storage;
    readonly stateMachine: StateMachine;
    readonly crashPoint: CrashPointHook;
  };

  constructor(
    options: { readonly retainEntries: number },
    dependencies: {
      readonly storage: Storage;
      readonly stateMachine: StateMachine;
      readonly crashPoint: CrashPointHook;
    },
  ) {
    this.#retainEntries = options.retainEntries;
    this.#dependencies = dependencies;
  }

  /** @throws StorageError, fatal. */
  async compactIfDue(): Promise<void> {
    const { storage, stateMachine, crashPoint } = this.#dependencies;
    const index = findCompactionIndex({
      firstIndex: storage.firstIndex(),
      appliedIndex: storage.appliedIndex(),
      machineAppliedIndex: stateMachine.appliedIndex(),
      retainEntries: this.#retainEntries,
    });
    if (index === null) {
      return;
    }
    crashPoint("node-before-compact");
    await storage.compact(index);
    crashPoint("node-after-compact");
  }
}
