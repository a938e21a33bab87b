import {
  type ConfState,
  decodeConfChange,
  type Entry,
  type HardState,
  INITIAL_HARD_STATE,
  type LogIndex,
  type NodeId,
  type RaftConfig,
  type RaftLogger,
  RawNode,
  type Ready,
  type Snapshot,
} from "../../src/raft/index.ts";
import { AsyncNode, type ThreadWork } from "./async-node.ts";
import { TestStorage } from "../unit/raft/support/test-storage.ts";

export interface ScriptNodeOptions {
  readonly config: RaftConfig;
  /** What the node starts from. */
  readonly snapshot: Snapshot;
  readonly isBootstrapped: boolean;
  readonly hasAsyncStorage: boolean;
}

/** A node of a script. Its state machine appends the data of the entries to that of the newest snapshot, and every applied entry makes a snapshot. */
export class ScriptNode {
  readonly id: NodeId;
  readonly storage: TestStorage = new TestStorage();
  raw: RawNode | AsyncNode;
  /** What the storage threads have not done yet, oldest first. */
  appendWork: ThreadWork[] = [];
  applyWork: ThreadWork[] = [];
  /** As handed out last, which is what etcd's MustSync is computed against. */
  hardState: HardState = INITIAL_HARD_STATE;
  /** Handed out by `take-ready` and not yet on the disk. */
  taken: Ready | null = null;
  /** Snapshots that this node made; one that it received is not among them. */
  readonly #history: Snapshot[];
  readonly #options: ScriptNodeOptions;
  readonly #logger: RaftLogger;

  constructor(options: ScriptNodeOptions, dependencies: { readonly logger: RaftLogger }) {
    this.#options = options;
    this.#logger = dependencies.logger;
    this.id = options.config.nodeId;
    this.#history = [options.snapshot];
    if (options.isBootstrapped) {
      this.storage.applySnapshot(options.snapshot);
    }
    this.storage.sendable = () => this.newestSnapshot();
    this.raw = this.#start(options.config.applied);
  }

  #start(applied: LogIndex): RawNode | AsyncNode {
    const config = { ...this.#options.config, applied };
    const needs = { storage: this.storage, random: () => 0, logger: this.#logger };
    return this.#options.hasAsyncStorage
      ? new AsyncNode(config, needs)
      : new RawNode(config, needs);
  }

  /** Crashes and starts from what is durable: everything else, Readies that were not processed included, is lost. */
  restart(): void {
    this.appendWork = [];
    this.applyWork = [];
    this.taken = null;
    const installed = this.storage.base.metadata.index;
    this.raw = this.#start(Math.max(this.newestSnapshot().metadata.index, installed));
    this.hardState = this.storage.hardState;
  }

  newestSnapshot(): Snapshot {
    const newest = this.#history.at(-1);
    if (newest === undefined) {
      throw new Error("a node has at least the snapshot that it started from");
    }
    return newest;
  }

  persist(ready: Pick<Ready, "hardState" | "snapshot" | "entries">): void {
    if (ready.hardState !== null) {
      this.storage.hardState = ready.hardState;
    }
    if (ready.snapshot !== null) {
      this.storage.applySnapshot(ready.snapshot);
    }
    this.storage.append(ready.entries);
  }

  apply(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const newest = this.newestSnapshot();
      let update = entry.data;
      let confState: ConfState = newest.metadata.confState;
      if (entry.type !== "normal") {
        const change = decodeConfChange(entry.type, entry.data);
        update = change.context;
        confState = this.raw.applyConfChange(change);
        this.storage.confState = confState;
      }
      this.#history.push({
        metadata: { index: entry.index, term: entry.term, confState },
        data: Uint8Array.from([...newest.data, ...update]),
      });
    }
  }
}
