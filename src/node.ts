import { RaftError } from "./core/errors.ts";
import { isRemovedMember } from "./core/member-book.ts";
import type { MembershipRequest } from "./core/membership.ts";
import type { RaftNodeDependencies } from "./core/node-dependencies.ts";
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
import type { NodePosition, NodeStatus } from "./core/node-status.ts";
import { hashState, openState } from "./core/state-hash.ts";
import { createNodeParts, type NodeParts } from "./messaging/node-parts.ts";
import { EMPTY_BYTES, type EntryId, type LogIndex, type NodeId } from "./raft/index.ts";
import { StorageError } from "./storage/types.ts";
import type { SnapshotTransfer, TransportReceiver } from "./transport/types.ts";
import { assert } from "./utils/assert.ts";

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
  readonly #parts: NodeParts;
  #running: Promise<void> | null = null;
  #isStopped = false;
  #fatal: Error | null = null;

  /**
   * @throws RangeError when an option cannot be used. RaftError STORAGE when the volume belongs to another node or cluster.
   */
  constructor(options: RaftNodeOptions, dependencies: RaftNodeDependencies) {
    checkNodeOptions(options);
    checkIdentity(options, dependencies.storage);
    this.#options = options;
    this.#dependencies = dependencies;
    this.#parts = createNodeParts(options, dependencies);
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
    const proposal = this.#parts.proposals.open({
      kind: "command",
      data,
      deadlineMs: options.deadlineMs,
      signal: options.signal,
    });
    this.#parts.router.receive({ kind: "clientProposal", proposal });
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
    const readPoint = this.#parts.reads.open({
      deadlineMs: options.deadlineMs,
      signal: options.signal,
    });
    this.#parts.router.receive({ kind: "readRequest" });
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
    const arrival = this.#parts.transfers.open({
      to: request.nodeId,
      configurationIndex: request.configurationIndex ?? null,
      deadlineMs: request.deadlineMs,
      signal: request.signal,
    });
    this.#parts.router.receive({ kind: "leadershipTransfer" });
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
    return await this.#runBetweenTurns(() => this.#parts.compactor.compactAll());
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
    const status = this.#parts.core.status();
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
      // As written, with its index: what is only in memory yet, a crash may take back, and nobody may act on it.
      confState: storage.initialState().confState,
      memberBook: storage.memberBook(),
      progress: status.progress,
      leadTransferee: status.leadTransferee,
      incomingSnapshot: this.#parts.incoming.current,
      refusal: status.leader === null ? this.#parts.peers.refusal : null,
      pendingProposals: this.#parts.proposals.pendingCount,
      pendingProposalBytes: this.#parts.proposals.pendingBytes,
      pendingReads: this.#parts.reads.pendingCount,
      inboxMessages: this.#parts.router.inboxSize,
      missedTicks: this.#parts.router.missedTicks,
    };
  }

  /** Who this node is and the term that it knows: what every answer to a client carries. `status` gathers far more than one call may cost. */
  position(): NodePosition {
    const { nodeId, clusterId } = this.#options;
    return { nodeId, clusterId, term: this.#parts.core.term() };
  }

  /** False after the node has stopped. */
  isLeader(): boolean {
    return !this.#isStopped && this.#parts.core.isLeader();
  }

  /** Ends `run` after the Ready that it is in, and answers everyone who waits. Idempotent; never rejects: a fatal error is `run`'s to tell. */
  async close(): Promise<void> {
    this.#parts.router.stop();
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
      this.#parts.peers.update(storage.memberBook());
      await this.#parts.router.run();
    } catch (error) {
      fatal = toError(error);
      logger.error("the node stops after a fatal error", { err: fatal });
    }
    this.#stop(fatal);
    // The storage is its opener's again when this has settled: nothing may be written any more.
    await this.#parts.incoming.close();
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
    this.#parts.proposals.stop(cause);
    this.#parts.reads.stop(cause);
    this.#parts.transfers.stop(cause);
    this.#parts.jointExits.stop(cause);
    this.#parts.betweenTurns.stop(cause);
    this.#parts.outgoing.close();
    this.#parts.deadlines.clear();
  }

  #createReceiver(): TransportReceiver {
    return {
      receive: (message) => this.#parts.router.receive({ kind: "raftProtocol", message }),
      discovered: (peer) => this.#parts.router.receive({ kind: "peerDiscovery", peer }),
      unsent: (message) => this.#parts.router.receive({ kind: "proposalUnsent", message }),
      unreachable: (nodeId) => this.#parts.router.reportUnreachable(nodeId),
      refused: (nodeId, reason) => this.#parts.peers.refused(nodeId, reason),
      isRemoved: (nodeId) => isRemovedMember(nodeId, this.#dependencies.storage.memberBook()),
      snapshotSent: (nodeId, outcome) => this.#parts.outgoing.report(nodeId, outcome),
      receiveSnapshot: async (snapshot, options) => await this.#receiveSnapshot(snapshot, options),
    };
  }

  /** A bad snapshot stops nobody, a disk that cannot be written does: here as in any other write. */
  async #receiveSnapshot(
    snapshot: SnapshotTransfer,
    options: { readonly signal: AbortSignal },
  ): Promise<void> {
    try {
      await this.#parts.incoming.receive(snapshot, options);
    } catch (error) {
      if (error instanceof StorageError && error.code !== "CLOSED") {
        await this.#runBetweenTurns(() => Promise.reject(error));
      }
      throw error;
    }
  }

  async #runBetweenTurns<T>(task: () => T | Promise<T>): Promise<T> {
    const result = this.#parts.betweenTurns.add(task);
    this.#parts.router.receive({ kind: "betweenTurns" });
    return await result;
  }

  async #changeMembership(request: MembershipRequest, call: MembershipCall): Promise<LogIndex> {
    this.#checkRunning();
    const proposal = this.#parts.proposals.open({
      kind: "confChange",
      data: EMPTY_BYTES,
      deadlineMs: call.deadlineMs,
      signal: call.signal,
    });
    this.#parts.router.receive({
      kind: "configChange",
      proposal,
      request,
      configurationIndex: call.configurationIndex,
    });
    const { index } = await proposal.answer;
    if (request.kind !== "addPeer" || request.replacesNodeId === null) {
      return index;
    }
    return await this.#leaveJoint(index, call);
  }

  /** A replacement enters a joint configuration at `index`; unless that has been left meanwhile, it is not done. */
  async #leaveJoint(index: LogIndex, call: MembershipCall): Promise<LogIndex> {
    const { configurationIndex } = this.#dependencies.storage.memberBook();
    const { votersOutgoing } = this.#parts.core.status().confState;
    if (configurationIndex > index || votersOutgoing.length === 0) {
      return configurationIndex;
    }
    return await this.#parts.jointExits.wait({
      index,
      deadlineMs: call.deadlineMs,
      signal: call.signal,
    });
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
export type { RaftNodeDependencies } from "./core/node-dependencies.ts";
export { initialClusterState } from "./core/initial-cluster-state.ts";
export { NODE_CRASH_POINTS } from "./core/crash-points.ts";
export type { IncomingSnapshot } from "./core/incoming-snapshots.ts";
export type { NodePosition, NodeStatus } from "./core/node-status.ts";
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
