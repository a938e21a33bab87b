import { BetweenTurns } from "./core/between-turns.ts";
import { type CrashPointHook, NO_CRASH_POINTS } from "./core/crash-points.ts";
import { RaftError } from "./core/errors.ts";
import { IncomingSnapshots } from "./core/incoming-snapshots.ts";
import { LeadershipTransfers } from "./core/leadership-transfers.ts";
import { LogCompactor } from "./core/log-compactor.ts";
import { isRemovedMember } from "./core/member-book.ts";
import type { MembershipRequest } from "./core/membership.ts";
import { checkIdentity, checkNodeOptions, type RaftNodeOptions } from "./core/node-options.ts";
import type {
  AddLearnerRequest,
  AddPeerRequest,
  MembershipCall,
  ProposalResult,
  RemovePeerRequest,
  RequestOptions,
  StateHash,
  TransferLeadershipRequest,
} from "./core/node-requests.ts";
import type { NodeStatus } from "./core/node-status.ts";
import { OutgoingSnapshots } from "./core/outgoing-snapshots.ts";
import { OutputProcessor } from "./core/output-processor.ts";
import { PeerDirectory } from "./core/peer-directory.ts";
import { Proposals } from "./core/proposals.ts";
import { RaftCore } from "./core/raft-core.ts";
import { Reads } from "./core/reads.ts";
import { drawStartNonce } from "./core/request-id.ts";
import { hashState, openState } from "./core/state-hash.ts";
import { MessageRouter } from "./messaging/message-router.ts";
import {
  DEFAULT_RAFT_CONFIG,
  EMPTY_BYTES,
  type EntryId,
  type LogIndex,
  type NodeId,
  type RaftConfig,
} from "./raft/index.ts";
import type { StateMachine } from "./state-machine/types.ts";
import { type Storage, StorageError } from "./storage/types.ts";
import type { SnapshotTransfer, Transport, TransportReceiver } from "./transport/types.ts";
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
  readonly crashPoint?: CrashPointHook;
  /** What the run loop awaits between two turns; a simulation decides here who is next. */
  readonly yieldToIo?: () => Promise<void>;
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
  readonly #incoming: IncomingSnapshots;
  readonly #outgoing: OutgoingSnapshots;
  readonly #compactor: LogCompactor;
  readonly #betweenTurns = new BetweenTurns();
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
    const snapshotDependencies = { storage, stateMachine, transport, clock, logger, metrics };
    this.#incoming = new IncomingSnapshots({
      ...snapshotDependencies,
      crashPoint,
      arrived: () => this.#router.receive({ kind: "snapshotArrived" }),
    });
    this.#outgoing = new OutgoingSnapshots({
      ...snapshotDependencies,
      reportSnapshot: (to, outcome) => this.#router.reportSnapshot(to, outcome),
    });
    this.#compactor = new LogCompactor(
      { retainEntries: options.logRetainEntries, retainBytes: options.logRetainBytes },
      { storage, stateMachine, progress: () => this.#core.status().progress, crashPoint },
    );
    const processor = new OutputProcessor({
      storage,
      stateMachine,
      transport,
      peers: this.#peers,
      incoming: this.#incoming,
      outgoing: this.#outgoing,
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
        snapshots: this.#incoming,
        compactor: this.#compactor,
        betweenTurns: this.#betweenTurns,
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
   * @throws RaftError NOT_LEADER when no leader was confirmed before the deadline, PROPOSAL_DROPPED (expired: this node's apply is behind; queueFull, cancelled), STOPPED.
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
   * Resolves with the new leader when it leads. Proposals wait meanwhile.
   *
   * @throws RaftError NOT_LEADER | RAFT (it may not or could not go there: told at once) | OUTCOME_UNKNOWN at the deadline | STOPPED.
   */
  async transferLeadership(request: TransferLeadershipRequest): Promise<NodeId> {
    this.#checkRunning();
    const arrival = this.#transfers.open({
      to: request.nodeId,
      configurationIndex: request.configurationIndex ?? null,
      deadlineMs: request.deadlineMs,
      signal: request.signal,
    });
    this.#router.receive({ kind: "leadershipTransfer" });
    return await arrival;
  }

  /**
   * Before a planned stop: hands leadership to the best voter, where this node leads and there is one. Resolves with that one, or with null where this
   * node does not lead or could not hand over before the deadline, in which case the others elect one after their timeouts. Never rejects.
   */
  async handOverLeadership(options: RequestOptions): Promise<NodeId | null> {
    if (!this.isLeader()) {
      return null;
    }
    try {
      return await this.transferLeadership({ nodeId: null, ...options });
    } catch (err) {
      this.#dependencies.logger.info("leadership was not handed over", { err });
      return null;
    }
  }

  /**
   * Cuts the log at the applied index: the applied state is this member's snapshot from now on. Resolves with the index and term of the cut. A member
   * that lacks what was cut gets the state.
   *
   * @throws RaftError STOPPED | PROPOSAL_DROPPED (queueFull).
   */
  async compactLog(): Promise<EntryId> {
    this.#checkRunning();
    return await this.#runBetweenTurns(() => this.#compactor.compactAll());
  }

  /**
   * Reads the whole state of this moment, in pieces, while the node goes on.
   *
   * @throws RaftError STOPPED | PROPOSAL_DROPPED (queueFull) | STATE_MACHINE where it cannot be read; what the signal was aborted with.
   */
  async hashState(options: { readonly signal: AbortSignal }): Promise<StateHash> {
    this.#checkRunning();
    const { storage, stateMachine } = this.#dependencies;
    // Between two turns no batch is half done: the index and the state are of one moment.
    const { index, chunks } = await this.#runBetweenTurns(() => ({
      index: storage.appliedIndex(),
      chunks: openState(stateMachine, options),
    }));
    return { index, hash: await hashState(chunks, options) };
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
      refusal: status.leader === null ? this.#peers.refusal : null,
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
    // The storage is its opener's again when this has settled: nothing may be written any more.
    await this.#incoming.close();
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
    this.#betweenTurns.stop(cause);
    this.#outgoing.close();
    this.#deadlines.clear();
  }

  #createReceiver(): TransportReceiver {
    return {
      receive: (message) => this.#router.receive({ kind: "raftProtocol", message }),
      discovered: (peer) => this.#router.receive({ kind: "peerDiscovery", peer }),
      unreachable: (nodeId) => this.#router.reportUnreachable(nodeId),
      refused: (nodeId, reason) => this.#peers.refused(nodeId, reason),
      isRemoved: (nodeId) => isRemovedMember(nodeId, this.#dependencies.storage.memberBook()),
      snapshotSent: (nodeId, outcome) => this.#outgoing.report(nodeId, outcome),
      receiveSnapshot: async (snapshot, options) => await this.#receiveSnapshot(snapshot, options),
    };
  }

  /** A bad snapshot stops nobody, a disk that cannot be written does: here as in any other write. */
  async #receiveSnapshot(
    snapshot: SnapshotTransfer,
    options: { readonly signal: AbortSignal },
  ): Promise<void> {
    try {
      await this.#incoming.receive(snapshot, options);
    } catch (error) {
      if (error instanceof StorageError && error.code !== "CLOSED") {
        await this.#runBetweenTurns(() => Promise.reject(error));
      }
      throw error;
    }
  }

  async #runBetweenTurns<T>(task: () => T | Promise<T>): Promise<T> {
    const result = this.#betweenTurns.add(task);
    this.#router.receive({ kind: "betweenTurns" });
    return await result;
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
  DEFAULT_RAFT_NODE_OPTIONS,
  type RaftNodeLimits,
  type RaftNodeOptions,
} from "./core/node-options.ts";
export { initialClusterState } from "./core/initial-cluster-state.ts";
export { NODE_CRASH_POINTS } from "./core/crash-points.ts";
export type { NodeStatus } from "./core/node-status.ts";
export type {
  AddLearnerRequest,
  AddPeerRequest,
  MembershipCall,
  ProposalResult,
  RemovePeerRequest,
  RequestOptions,
  StateHash,
  TransferLeadershipRequest,
} from "./core/node-requests.ts";
