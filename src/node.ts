import { type CrashPointHook, NO_CRASH_POINTS } from "./core/crash-points.ts";
import { RaftError } from "./core/errors.ts";
import { LeadershipTransfers } from "./core/leadership-transfers.ts";
import { LogCompactor } from "./core/log-compactor.ts";
import type { MembershipRequest } from "./core/membership.ts";
import { checkIdentity, checkNodeOptions, type RaftNodeOptions } from "./core/node-options.ts";
import type { NodeStatus } from "./core/node-status.ts";
import { OutputProcessor } from "./core/output-processor.ts";
import { PeerDirectory } from "./core/peer-directory.ts";
import { Proposals } from "./core/proposals.ts";
import { RaftCore } from "./core/raft-core.ts";
import { Reads } from "./core/reads.ts";
import { drawStartNonce } from "./core/request-id.ts";
import { NO_SNAPSHOTS, type SnapshotSource } from "./core/snapshot-description.ts";
import { MessageRouter } from "./messaging/message-router.ts";
import {
  DEFAULT_RAFT_CONFIG,
  EMPTY_BYTES,
  type LogIndex,
  type NodeId,
  type RaftConfig,
  type Term,
} from "./raft/index.ts";
import type { CommandResult, StateMachine } from "./state-machine/types.ts";
import type { MemberAddress, Storage } from "./storage/types.ts";
import type { Transport, TransportReceiver } from "./transport/types.ts";
import { assert } from "./utils/assert.ts";
import { type Clock, yieldToIo } from "./utils/clock.ts";
import { DeadlineTimers } from "./utils/deadline.ts";
import type { Logger } from "./utils/logger.ts";
import type { NodeMetrics } from "./utils/metrics.ts";

/** Entries that a learner may lack when it becomes a voter: what a healthy member lacks for a moment under load. */
const LEARNER_LAG_ENTRIES_MAX = 1000;
/** Deadlines come up to this late. */
const DEADLINE_STEP_MS = 10;

export interface RaftNodeDependencies {
  readonly storage: Storage;
  readonly stateMachine: StateMachine;
  readonly transport: Transport;
  readonly clock: Clock;
  /** A uniform integer in [0, bound). */
  readonly random: (bound: number) => number;
  readonly logger: Logger;
  readonly metrics: NodeMetrics;
  /** Where received snapshots come from; without it every snapshot is refused. */
  readonly snapshots?: SnapshotSource;
  readonly crashPoint?: CrashPointHook;
  /** What the run loop awaits between two turns; a simulation decides here who is next. */
  readonly yieldToIo?: () => Promise<void>;
}

/** `deadlineMs` is absolute, on the scale of the clock's `now()`. */
export interface RequestOptions {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export interface ProposalResult {
  readonly index: LogIndex;
  readonly term: Term;
  readonly result: CommandResult;
}

/** Membership calls are fenced: `configurationIndex` is the one of the member book that the caller planned on. */
export interface MembershipCall extends RequestOptions {
  readonly configurationIndex: LogIndex;
}

export interface AddLearnerRequest extends MembershipCall {
  readonly member: MemberAddress;
}

export interface AddPeerRequest extends MembershipCall {
  readonly nodeId: NodeId;
  /** A voter that leaves in the same change, or null. */
  readonly replacesNodeId: NodeId | null;
}

export interface RemovePeerRequest extends MembershipCall {
  readonly nodeId: NodeId;
}

export interface TransferLeadershipRequest extends RequestOptions {
  readonly nodeId: NodeId;
}

/**
 * One member of a cluster: the public face of the layers below it. It owns the transport, which it starts and closes; the storage and the state machine are
 * their opener's, who closes them after `run` has settled.
 *
 * Requests may come before `run` and during it. A request is answered exactly once: with its result, or with a RaftError that says whether it
 * may still happen (OUTCOME_UNKNOWN) or certainly did not.
 */
export class RaftNode {
  readonly #options: RaftNodeOptions;
  readonly #dependencies: RaftNodeDependencies;
  readonly #core: RaftCore;
  readonly #proposals: Proposals;
  readonly #reads: Reads;
  readonly #transfers: LeadershipTransfers;
  readonly #deadlines: DeadlineTimers;
  readonly #peers: PeerDirectory;
  readonly #router: MessageRouter;
  #running: Promise<void> | null = null;
  #isStopped = false;
  #fatal: Error | null = null;

  /**
   * @throws RangeError when an option cannot be used. RaftError STORAGE when the volume belongs to another node or cluster.
   */
  constructor(options: RaftNodeOptions, dependencies: RaftNodeDependencies) {
    checkNodeOptions(options);
    checkIdentity(options, dependencies.storage);
    const { storage, stateMachine, transport, clock, random, logger, metrics } = dependencies;
    const { nodeId, limits } = options;
    const crashPoint = dependencies.crashPoint ?? NO_CRASH_POINTS;
    const snapshots = dependencies.snapshots ?? NO_SNAPSHOTS;
    const config: RaftConfig = {
      ...DEFAULT_RAFT_CONFIG,
      ...options.raft,
      nodeId,
      applied: storage.appliedIndex(),
    };
    const deadlines = new DeadlineTimers({ stepMs: DEADLINE_STEP_MS }, { clock });
    const startNonce = drawStartNonce(random);
    this.#options = options;
    this.#dependencies = dependencies;
    this.#deadlines = deadlines;
    this.#core = new RaftCore({ config }, { storage, random, logger });
    this.#proposals = new Proposals(
      {
        nodeId,
        startNonce,
        pendingMax: limits.proposalsPendingMax,
        pendingBytesMax: limits.proposalsPendingBytesMax,
        configChangesPendingMax: limits.configChangesPendingMax,
      },
      { deadlines, metrics },
    );
    this.#reads = new Reads(
      {
        nodeId,
        startNonce,
        pendingMax: limits.readsPendingMax,
        retryTicks: Math.max(2, Math.ceil(config.electionTicks / 2)),
      },
      { deadlines, metrics },
    );
    this.#transfers = new LeadershipTransfers({ deadlines });
    this.#peers = new PeerDirectory({ nodeId }, { transport });
    const processor = new OutputProcessor({
      storage,
      stateMachine,
      transport,
      peers: this.#peers,
      snapshots,
      configuration: this.#core,
      listener: {
        applied: (entries) => {
          this.#proposals.applied(entries);
          this.#reads.applied(storage.appliedIndex());
        },
        installed: (index) => {
          this.#proposals.installed(index);
          this.#reads.applied(index);
        },
      },
      clock,
      metrics,
      crashPoint,
    });
    this.#router = new MessageRouter(
      {
        nodeId,
        tickMs: options.tickMs,
        learnerLagEntriesMax: LEARNER_LAG_ENTRIES_MAX,
        ...limits,
      },
      {
        core: this.#core,
        processor,
        proposals: this.#proposals,
        reads: this.#reads,
        transfers: this.#transfers,
        peers: this.#peers,
        snapshots,
        compactor: new LogCompactor(
          { retainEntries: options.logRetainEntries },
          { storage, stateMachine, crashPoint },
        ),
        storage,
        clock,
        yieldToIo: dependencies.yieldToIo ?? yieldToIo,
        logger,
        metrics,
        crashPoint,
      },
    );
  }

  /**
   * Runs the node until `close`. Rejects with the fatal error that stopped it: StorageError, InvariantError, RaftError STATE_MACHINE; the process should
   * then end. To be called once; resolves at once after `close`. Its timers keep no process alive.
   */
  run(): Promise<void> {
    if (this.#isStopped) {
      return Promise.resolve();
    }
    assert(this.#running === null, "a node runs once");
    this.#running = this.#run();
    return this.#running;
  }

  /**
   * Resolves when the command is committed, applied and written, with what the state machine said, a refusal by its rules included. Waits for a leader,
   * until its deadline, where there is none.
   *
   * @throws RaftError PROPOSAL_DROPPED | NOT_LEADER | STATE_MACHINE (an empty command, or one that the machine's own check refuses) | STOPPED when it certainly did not happen, OUTCOME_UNKNOWN when it may.
   */
  async propose(data: Uint8Array, options: RequestOptions): Promise<ProposalResult> {
    this.#checkRunning();
    this.#checkProposal(data);
    const proposal = this.#proposals.open({
      kind: "command",
      data,
      deadlineMs: options.deadlineMs,
      signal: options.signal,
    });
    this.#router.receive({ kind: "clientProposal", proposal });
    const { index, term, result } = await proposal.answer;
    assert(result !== null, `the command at index ${index} must have a result`);
    return { index, term, result };
  }

  /**
   * A linearizable read point by ReadIndex: resolves when the state machine shows everything that was committed before the call.
   *
   * @throws RaftError NOT_LEADER when no leader was confirmed before the deadline, PROPOSAL_DROPPED (queueFull, cancelled), STOPPED.
   */
  async read(options: RequestOptions): Promise<LogIndex> {
    this.#checkRunning();
    const readPoint = this.#reads.open({ deadlineMs: options.deadlineMs, signal: options.signal });
    this.#router.receive({ kind: "readRequest" });
    return await readPoint;
  }

  /**
   * AddLearnerNode: a new member that does not vote yet. Resolves with the index of the configuration that holds it.
   *
   * @throws RaftError NOT_LEADER | RAFT, and as `propose`.
   */
  addLearner(request: AddLearnerRequest): Promise<LogIndex> {
    return this.#changeMembership({ kind: "addLearner", member: request.member }, request);
  }

  /** AddNode: makes a caught-up learner a voter, in one change with the removal of `replacesNodeId` where given. Throws as `addLearner`. */
  addPeer(request: AddPeerRequest): Promise<LogIndex> {
    const { nodeId, replacesNodeId } = request;
    return this.#changeMembership({ kind: "addPeer", nodeId, replacesNodeId }, request);
  }

  /** RemoveNode: a member leaves. Resolves at once for one that has left before. Throws as `addLearner`. */
  removePeer(request: RemovePeerRequest): Promise<LogIndex> {
    return this.#changeMembership({ kind: "removePeer", nodeId: request.nodeId }, request);
  }

  /**
   * Resolves when `nodeId` leads.
   *
   * @throws RaftError NOT_LEADER | RAFT (notAMember) | OUTCOME_UNKNOWN at the deadline | STOPPED.
   */
  async transferLeadership(request: TransferLeadershipRequest): Promise<void> {
    this.#checkRunning();
    if (this.#core.isLeader() && request.nodeId === this.#options.nodeId) {
      return;
    }
    const arrival = this.#transfers.open({
      to: request.nodeId,
      deadlineMs: request.deadlineMs,
      signal: request.signal,
    });
    this.#router.receive({ kind: "leadershipTransfer" });
    await arrival;
  }

  status(): NodeStatus {
    const { storage } = this.#dependencies;
    const status = this.#core.status();
    return {
      nodeId: this.#options.nodeId,
      clusterId: this.#options.clusterId,
      role: status.role,
      leader: status.leader,
      term: status.term,
      commit: status.commit,
      applied: storage.appliedIndex(),
      firstIndex: status.firstIndex,
      lastIndex: status.lastIndex,
      confState: status.confState,
      memberBook: storage.memberBook(),
      progress: status.progress,
      leadTransferee: status.leadTransferee,
      pendingProposals: this.#proposals.pendingCount,
      pendingProposalBytes: this.#proposals.pendingBytes,
      pendingReads: this.#reads.pendingCount,
      inboxMessages: this.#router.inboxSize,
      missedTicks: this.#router.missedTicks,
    };
  }

  /** False after the node has stopped. */
  isLeader(): boolean {
    return !this.#isStopped && this.#core.isLeader();
  }

  /** Ends `run` after the Ready that it is in, and answers everyone who waits. Idempotent; never rejects: a fatal error is `run`'s to tell. */
  async close(): Promise<void> {
    this.#router.stop();
    if (this.#running === null) {
      this.#running = Promise.resolve();
      this.#stop(null);
      await this.#dependencies.transport.close();
      return;
    }
    await this.#running.catch(() => undefined);
  }

  async #run(): Promise<void> {
    const { transport, storage, logger } = this.#dependencies;
    let fatal: Error | null = null;
    try {
      await transport.start(this.#createReceiver());
      this.#peers.update(storage.memberBook());
      await this.#router.run();
    } catch (error) {
      fatal = toError(error);
      logger.error("the node stops after a fatal error", { err: fatal });
    }
    this.#stop(fatal);
    try {
      await transport.close();
    } catch (error) {
      logger.error("the transport did not close", { err: error });
      fatal ??= toError(error);
    }
    if (fatal !== null) {
      throw fatal;
    }
  }

  #stop(cause: Error | null): void {
    this.#isStopped = true;
    this.#fatal = cause;
    this.#proposals.stop(cause);
    this.#reads.stop(cause);
    this.#transfers.stop(cause);
    this.#deadlines.clear();
  }

  #createReceiver(): TransportReceiver {
    return {
      receive: (message) => this.#router.receive({ kind: "raftProtocol", message }),
      discovered: (peer) => this.#router.receive({ kind: "peerDiscovery", peer }),
      unreachable: (nodeId) => this.#router.reportUnreachable(nodeId),
      snapshotSent: (nodeId, outcome) => this.#router.reportSnapshot(nodeId, outcome),
    };
  }

  async #changeMembership(request: MembershipRequest, call: MembershipCall): Promise<LogIndex> {
    this.#checkRunning();
    const proposal = this.#proposals.open({
      kind: "confChange",
      data: EMPTY_BYTES,
      deadlineMs: call.deadlineMs,
      signal: call.signal,
    });
    this.#router.receive({
      kind: "configChange",
      proposal,
      request,
      configurationIndex: call.configurationIndex,
    });
    const { index } = await proposal.answer;
    return index;
  }

  #checkRunning(): void {
    if (this.#isStopped) {
      throw new RaftError(
        this.#fatal === null ? "the node is closed" : "the node has stopped after a fatal error",
        { code: "STOPPED" },
        this.#fatal === null ? {} : { cause: this.#fatal },
      );
    }
  }

  #checkProposal(data: Uint8Array): void {
    const { proposalBytesMax } = this.#options.limits;
    if (data.length > proposalBytesMax) {
      throw new RaftError(
        `a proposal of ${data.length} bytes is too large, allowed are ${proposalBytesMax}`,
        { code: "PROPOSAL_DROPPED", reason: "tooLarge" },
      );
    }
    if (data.length === 0) {
      // In the log an entry without data is the leader's own and reaches no state machine: the proposer would never get a result.
      throw new RaftError("a proposal needs at least one byte of data", {
        code: "STATE_MACHINE",
        rejection: "INVALID_ARGUMENT",
      });
    }
    const refusal = this.#dependencies.stateMachine.checkProposal?.(data) ?? null;
    if (refusal !== null) {
      throw new RaftError(refusal.message, { code: "STATE_MACHINE", rejection: refusal.code });
    }
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error("a dependency threw something that is no Error", { cause: thrown });
}

export {
  DEFAULT_RAFT_NODE_LIMITS,
  type RaftNodeLimits,
  type RaftNodeOptions,
} from "./core/node-options.ts";
export { initialClusterState } from "./core/initial-cluster-state.ts";
export { NODE_CRASH_POINTS } from "./core/crash-points.ts";
export type { NodeStatus } from "./core/node-status.ts";
