import type { IncomingSnapshot, NodeStatus } from "../node.ts";
import { assertNever } from "../utils/assert.ts";
import type { Clock } from "../utils/clock.ts";

/** What readiness is decided from. */
export interface ReadinessFacts {
  readonly nodeId: number;
  readonly leader: number | null;
  readonly commitIndex: number;
  readonly appliedIndex: number;
  /** In the committed and applied configuration, as voter or learner; empty before a leader has brought one. */
  readonly memberIds: readonly number[];
  /** What a peer says that refuses this node; null where none does. */
  readonly refusal: string | null;
  readonly incomingSnapshot: IncomingSnapshot | null;
}

export type NodeCondition =
  | { readonly kind: "unassigned" }
  | { readonly kind: "starting" }
  | { readonly kind: "stopping" }
  | { readonly kind: "running"; readonly facts: ReadinessFacts };

/** The condition of a node that runs. */
export function runningCondition(status: NodeStatus): NodeCondition {
  const { nodeId, leader, commit, applied, confState, refusal, incomingSnapshot } = status;
  return {
    kind: "running",
    facts: {
      nodeId,
      leader,
      commitIndex: commit,
      appliedIndex: applied,
      memberIds: [...confState.voters, ...confState.learners, ...confState.votersOutgoing],
      refusal,
      incomingSnapshot,
    },
  };
}

export interface ReadinessOptions {
  /** Two election timeouts: an ordinary change of leaders does not make a pod unready. */
  readonly leaderlessMaxMs: number;
  /** Entries that may be committed and not yet applied. */
  readonly applyLagEntriesMax: number;
}

export type ReadinessResult =
  | { readonly ready: true }
  /** A sentence. */
  | { readonly ready: false; readonly reason: string };

/** Decides whether this node should be given clients. */
export class Readiness {
  readonly #options: ReadinessOptions;
  readonly #clock: Clock;
  readonly #condition: () => NodeCondition;
  /** When a leader was last seen; null where none was since the start. */
  #leaderSeenAtMs: number | null = null;

  constructor(
    options: ReadinessOptions,
    dependencies: { readonly clock: Clock; readonly condition: () => NodeCondition },
  ) {
    this.#options = options;
    this.#clock = dependencies.clock;
    this.#condition = dependencies.condition;
  }

  /** Called several times an election timeout, so that the time without a leader is known. */
  check(): ReadinessResult {
    const condition = this.#condition();
    switch (condition.kind) {
      case "unassigned":
        return notReady("this node has no identity yet: it waits for Bootstrap or Join");
      case "starting":
        return notReady("this node is starting");
      case "stopping":
        return notReady("this node is stopping");
      case "running":
        return this.#checkRunning(condition.facts);
      default:
        return assertNever(condition);
    }
  }

  #checkRunning(facts: ReadinessFacts): ReadinessResult {
    const now = this.#clock.now();
    if (facts.leader !== null) {
      this.#leaderSeenAtMs = now;
    }
    const { nodeId, memberIds } = facts;
    if (memberIds.length > 0 && !memberIds.includes(nodeId)) {
      return notReady(
        `node ${nodeId} is not in the committed configuration: it was removed, and its id is never used again`,
      );
    }
    const refusal = facts.refusal === null ? "" : `; ${facts.refusal}`;
    if (this.#leaderSeenAtMs === null) {
      return notReady(`no leader has been seen since the start${refusal}`);
    }
    const leaderlessMs = now - this.#leaderSeenAtMs;
    if (leaderlessMs > this.#options.leaderlessMaxMs) {
      return notReady(
        `no leader for ${Math.round(leaderlessMs)} ms, ${this.#options.leaderlessMaxMs} ms are allowed${refusal}`,
      );
    }
    if (memberIds.length === 0) {
      return notReady(waitsForConfiguration(facts));
    }
    const lag = facts.commitIndex - facts.appliedIndex;
    if (lag > this.#options.applyLagEntriesMax) {
      return notReady(
        `applied index ${facts.appliedIndex} is ${lag} entries behind the commit index, ${this.#options.applyLagEntriesMax} are allowed`,
      );
    }
    return { ready: true };
  }
}

function waitsForConfiguration({ nodeId, incomingSnapshot }: ReadinessFacts): string {
  if (incomingSnapshot === null) {
    return `node ${nodeId} waits for the cluster's configuration from its leader`;
  }
  const { from, index, bytesReceived } = incomingSnapshot;
  return `node ${nodeId} has no configuration yet: it is being sent the state of index ${index} by node ${from}, ${bytesReceived} bytes have come`;
}

function notReady(reason: string): ReadinessResult {
  return { ready: false, reason };
}
