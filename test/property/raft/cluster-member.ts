import {
  type ConfState,
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type Entry,
  type LogIndex,
  type NodeId,
  type RaftConfig,
  RawNode,
  type Ready,
  type Snapshot,
  type Term,
} from "../../../src/raft/index.ts";
import { TestStorage } from "../../unit/raft/support/test-storage.ts";

/** A small generator of its own, so that one number is the whole run. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let value = this.#state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % bound;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) {
      throw new Error("nothing to pick from");
    }
    return value;
  }
}

/** What a host has in hand of one Ready; a crash loses it. */
export type Stage =
  | { readonly name: "idle" }
  | { readonly name: "taken"; readonly ready: Ready }
  | { readonly name: "persisted"; readonly ready: Ready }
  | { readonly name: "toApply"; readonly entries: readonly Entry[] };

interface Durable {
  readonly commit: LogIndex;
  readonly applied: LogIndex;
  readonly confState: ConfState;
}

/** One core with what its host has on disk and in hand. */
export class Member {
  readonly id: NodeId;
  readonly storage: TestStorage = new TestStorage();
  raw: RawNode;
  stage: Stage = { name: "idle" };
  applied: LogIndex = 0;
  /** Of the term that it leads: the last index seen, and the last term in which a Ready was taken as its leader. */
  ledTerm: Term = 0;
  ledLastIndex: LogIndex = 0;
  readyTerm: Term = 0;
  /**
   * As it was at the last synced write. What was written after it, without a sync, may be lost in a crash: commit index, applied index and
   * configuration together, as writes reach the disk in their order.
   */
  #synced: Durable;
  readonly #config: RaftConfig;
  readonly #random: Random;

  constructor(config: RaftConfig, random: Random, voters: readonly NodeId[]) {
    this.id = config.nodeId;
    this.#config = config;
    this.#random = random;
    if (voters.length > 0) {
      // Founders start after a snapshot that has their configuration: a node that joins must get it, too, and not only the log.
      const confState = { ...EMPTY_CONF_STATE, voters };
      this.storage.applySnapshot({
        metadata: { index: 1, term: 1, confState },
        data: EMPTY_BYTES,
      });
      this.applied = 1;
    }
    this.storage.sendable = () => this.#snapshot();
    this.#synced = this.#image();
    this.raw = this.#start();
  }

  #image(): Durable {
    const { hardState, confState } = this.storage;
    return { commit: hardState.commit, applied: this.applied, confState };
  }

  sync(): void {
    this.#synced = this.#image();
  }

  #start(): RawNode {
    const silent = (): void => {};
    return new RawNode(
      { ...this.#config, applied: this.applied },
      {
        storage: this.storage,
        random: (bound) => this.#random.below(bound),
        logger: { debug: silent, info: silent, warning: silent, error: silent },
      },
    );
  }

  /** Of the state machine, at the index that it has applied. */
  #snapshot(): Snapshot | null {
    const term = this.storage.term(this.applied);
    if (term.kind !== "term" || this.applied === 0) {
      return null;
    }
    return {
      metadata: { index: this.applied, term: term.term, confState: this.storage.confState },
      data: EMPTY_BYTES,
    };
  }

  /** True when something written was lost. */
  crash(): boolean {
    this.stage = { name: "idle" };
    this.ledTerm = 0;
    this.readyTerm = 0;
    const before = this.#image();
    if (this.#random.chance(50)) {
      const { commit, applied, confState } = this.#synced;
      this.storage.hardState = { ...this.storage.hardState, commit };
      this.storage.confState = confState;
      this.applied = applied;
    }
    this.raw = this.#start();
    return this.applied < before.applied || this.storage.hardState.commit < before.commit;
  }
}
