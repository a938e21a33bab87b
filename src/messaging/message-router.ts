import type { BetweenTurns } from "../core/between-turns.ts";
import type { NodeCrashPoint } from "../core/crash-points.ts";
import type { IncomingSnapshots } from "../core/incoming-snapshots.ts";
import type { LeadershipTransfers } from "../core/leadership-transfers.ts";
import type { LogCompactor } from "../core/log-compactor.ts";
import type { OutputProcessor } from "../core/output-processor.ts";
import type { PeerDirectory } from "../core/peer-directory.ts";
import type { Proposals } from "../core/proposals.ts";
import type { RaftCore } from "../core/raft-core.ts";
import type { RaftOutput } from "../core/raft-output.ts";
import type { Reads } from "../core/reads.ts";
import type { Message, NodeId } from "../raft/index.ts";
import type { Storage } from "../storage/types.ts";
import type { PeerAddress } from "../transport/types.ts";
import { assertNever } from "../utils/assert.ts";
import { BoundedQueue } from "../utils/bounded-queue.ts";
import type { Clock } from "../utils/clock.ts";
import type { CrashPointHook } from "../utils/crash-point.ts";
import type { Logger } from "../utils/logger.ts";
import type { NodeMetrics } from "../utils/metrics.ts";
import { WakeUp } from "../utils/wake-up.ts";
import type { ApplicationInput } from "./application-input.ts";
import { ForwardedProposals } from "./forwarded-proposals.ts";
import { messageBytes } from "./message-size.ts";
import { type ConfigChangeInput, ProposalRouter } from "./proposal-router.ts";
import { TickSource } from "./tick-source.ts";

export interface MessageRouterOptions {
  readonly nodeId: NodeId;
  readonly tickMs: number;
  readonly inboxMessagesMax: number;
  readonly inboxBytesMax: number;
  /** Proposals that enter the log in one turn. */
  readonly batchEntriesMax: number;
  readonly batchBytesMax: number;
  /** Entries that a learner may lack when it becomes a voter. */
  readonly learnerLagEntriesMax: number;
}

export interface MessageRouterDependencies {
  readonly core: RaftCore;
  readonly processor: OutputProcessor;
  readonly proposals: Proposals;
  readonly reads: Reads;
  readonly transfers: LeadershipTransfers;
  readonly peers: PeerDirectory;
  readonly snapshots: IncomingSnapshots;
  readonly compactor: LogCompactor;
  readonly betweenTurns: BetweenTurns;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly yieldToIo: () => Promise<void>;
  readonly logger: Logger;
  readonly metrics: NodeMetrics;
  readonly crashPoint: CrashPointHook<NodeCrashPoint>;
}

/** Peers that introduce themselves within one turn; more than any cluster has. */
const DISCOVERIES_MAX = 64;

type SnapshotOutcome = "finished" | "failed";

/**
 * The run loop, and the only one who steps the algorithm. A turn: step what waits, do one Ready to its end, then let the event loop serve
 * its sockets. What arrives during a turn queues and becomes one Ready together, with one sync for all of it.
 *
 * Ticks and reports never wait in the inbox: they are a flag and sets, so that no flood of messages can hold up the elections.
 */
export class MessageRouter {
  readonly #dependencies: MessageRouterDependencies;
  readonly #inbox: BoundedQueue<Message>;
  readonly #proposalRouter: ProposalRouter;
  readonly #forwarded: ForwardedProposals;
  /** As many as Proposals lets wait. */
  #configChanges: ConfigChangeInput[] = [];
  readonly #discoveries = new Map<NodeId, PeerAddress>();
  readonly #unreachable = new Set<NodeId>();
  readonly #snapshotReports = new Map<NodeId, SnapshotOutcome>();
  readonly #ticks: TickSource;
  readonly #wakeUp = new WakeUp();
  #isStopping = false;
  #observedLeader: NodeId | null = null;
  #observedMissedTicks = 0;
  /** Nobody could be asked for a read point; a new try waits for the next change. */
  #areReadsHeld = false;

  constructor(options: MessageRouterOptions, dependencies: MessageRouterDependencies) {
    this.#dependencies = dependencies;
    this.#inbox = new BoundedQueue({
      itemsMax: options.inboxMessagesMax,
      bytesMax: options.inboxBytesMax,
    });
    this.#proposalRouter = new ProposalRouter(options, dependencies);
    this.#forwarded = new ForwardedProposals(
      { messagesMax: options.inboxMessagesMax, bytesMax: options.inboxBytesMax },
      dependencies,
    );
    this.#ticks = new TickSource(
      { tickMs: options.tickMs },
      { clock: dependencies.clock, due: () => this.#passTick() },
    );
  }

  get inboxSize(): number {
    return this.#inbox.size;
  }

  get missedTicks(): number {
    return this.#ticks.missedCount;
  }

  /** Takes an input in; it is routed in the next turn. A protocol message beyond the inbox's bounds is dropped: the algorithm repeats what matters. */
  receive(input: ApplicationInput): void {
    switch (input.kind) {
      case "raftProtocol":
        this.#receiveMessage(input.message);
        break;
      case "configChange":
        this.#receiveConfigChange(input);
        break;
      case "proposalUnsent":
        this.#proposalRouter.receiveUnsent(input.message.entries);
        break;
      case "peerDiscovery":
        this.#receiveDiscovery(input.peer);
        break;
      case "clientProposal":
      case "readRequest":
      case "leadershipTransfer":
      case "snapshotArrived":
      case "betweenTurns":
        // They wait where they were opened, where their deadlines can take them out.
        break;
      default:
        assertNever(input);
    }
    this.#wakeUp.ring();
  }

  reportUnreachable(nodeId: NodeId): void {
    this.#unreachable.add(nodeId);
    this.#wakeUp.ring();
  }

  reportSnapshot(nodeId: NodeId, outcome: SnapshotOutcome): void {
    this.#snapshotReports.set(nodeId, outcome);
    this.#wakeUp.ring();
  }

  /** Ends `run` after the turn that it is in. */
  stop(): void {
    this.#isStopping = true;
    this.#wakeUp.ring();
  }

  /** Resolves after `stop`; rejects with the first error of a turn, after which the algorithm is never stepped again. */
  async run(): Promise<void> {
    const { core, yieldToIo, processor, snapshots, compactor, betweenTurns } = this.#dependencies;
    await processor.replay();
    core.campaignIfAlone();
    this.#ticks.start();
    try {
      while (!this.#isStopping) {
        this.routeWaiting();
        await this.processRaftOutput();
        snapshots.settle();
        await compactor.compactIfDue();
        await betweenTurns.run();
        this.#observeTransfers();
        this.#observe();
        if (this.#hasWork()) {
          this.#wakeUp.ring();
        }
        await this.#wakeUp.wait();
        await yieldToIo();
      }
    } finally {
      this.#ticks.stop();
    }
  }

  /** Steps everything that waits, without a pause: between reading and writing the algorithm's state nothing else runs. */
  routeWaiting(): void {
    const { core, reads, transfers, peers, snapshots, metrics } = this.#dependencies;
    for (const peer of this.#discoveries.values()) {
      peers.discover(peer);
    }
    this.#discoveries.clear();
    for (const nodeId of this.#unreachable) {
      core.reportUnreachable(nodeId);
    }
    this.#unreachable.clear();
    for (const [nodeId, outcome] of this.#snapshotReports) {
      core.reportSnapshot(nodeId, outcome);
    }
    this.#snapshotReports.clear();
    if (this.#ticks.take()) {
      core.tick();
      reads.tick();
      this.#proposalRouter.tick();
    }
    this.#forwarded.routeWaiting();
    // Those that come in meanwhile cannot: this loop is synchronous.
    for (let message = this.#inbox.shift(); message !== undefined; message = this.#inbox.shift()) {
      this.routeMessage(message);
    }
    const snapshot = snapshots.offer();
    if (snapshot !== null) {
      metrics.messagesReceivedTotal.inc({ type: snapshot.type });
      core.receiveRaftMessage(snapshot);
    }
    transfers.startWaiting((request) => this.#proposalRouter.startTransfer(request));
    const configChanges = this.#configChanges;
    this.#configChanges = [];
    for (const input of configChanges) {
      this.#proposalRouter.routeConfigChange(input);
    }
    this.#proposalRouter.routeProposals();
    this.#routeReads();
  }

  /** Steps one message from a peer. What the algorithm has no use for is its own business, but for a snapshot that comes without its state. */
  routeMessage(message: Message): void {
    const { core, logger } = this.#dependencies;
    if (message.type === "snapshot") {
      logger.warn("a snapshot without its state is refused", {
        from: message.from,
        index: message.snapshot.metadata.index,
      });
      return;
    }
    if (message.type === "propose") {
      this.#forwarded.route(message);
      return;
    }
    core.receiveRaftMessage(message);
  }

  /** One Ready with its light Ready, from step 1 to the last `advanceApply`. */
  async processRaftOutput(): Promise<void> {
    const { core, processor, reads, storage, crashPoint } = this.#dependencies;
    const output = core.processReady();
    if (output === null) {
      return;
    }
    crashPoint("node-after-ready");
    await processor.process(output);
    const light = core.advanceAppend();
    this.#advanceApply(output);
    await processor.process(light);
    this.#advanceApply(light);
    core.finish();
    this.#observeLeader();
    reads.confirmed(output.readStates, storage.appliedIndex());
    this.#proposalRouter.release();
    this.#forwarded.release();
    this.#areReadsHeld = false;
  }

  /** Observed here as well: while a write hangs no turn ends, and that is when someone looks. */
  #passTick(): void {
    this.#observe();
    this.#wakeUp.ring();
  }

  #receiveMessage(message: Message): void {
    const { metrics } = this.#dependencies;
    metrics.messagesReceivedTotal.inc({ type: message.type });
    if (!this.#inbox.push(message, messageBytes(message))) {
      metrics.messagesDroppedTotal.inc();
    }
  }

  #receiveConfigChange(input: ConfigChangeInput): void {
    const { proposals } = this.#dependencies;
    // Those whose time is over leave now: while a batch hangs there is no next turn to do it.
    this.#configChanges = this.#configChanges.filter(({ proposal }) =>
      proposals.isPending(proposal),
    );
    this.#configChanges.push(input);
  }

  #receiveDiscovery(peer: PeerAddress): void {
    if (this.#discoveries.size < DISCOVERIES_MAX || this.#discoveries.has(peer.nodeId)) {
      this.#discoveries.set(peer.nodeId, peer);
    }
  }

  #routeReads(): void {
    const { core, reads } = this.#dependencies;
    if (!reads.isRoundDue || this.#areReadsHeld) {
      return;
    }
    const stepped = core.readIndex(reads.beginRound());
    if (stepped.kind === "ignored") {
      reads.abandonRound();
      this.#areReadsHeld = true;
    }
  }

  #advanceApply(output: RaftOutput): void {
    const appliedIndex = output.committedEntries.at(-1)?.index ?? output.snapshot?.metadata.index;
    if (appliedIndex !== undefined) {
      this.#dependencies.core.advanceApply(appliedIndex);
    }
  }

  #hasWork(): boolean {
    const { core, reads, transfers } = this.#dependencies;
    return (
      this.#inbox.size > 0 ||
      this.#configChanges.length > 0 ||
      this.#ticks.isDue ||
      transfers.isStartDue ||
      this.#proposalRouter.hasWork ||
      this.#forwarded.hasWork ||
      (reads.isRoundDue && !this.#areReadsHeld) ||
      core.hasReady()
    );
  }

  #observeLeader(): void {
    const { core, reads, metrics, logger } = this.#dependencies;
    const leader = core.leader();
    if (leader === this.#observedLeader) {
      return;
    }
    this.#observedLeader = leader;
    metrics.leaderChangesTotal.inc();
    logger.info("the leader changed", { leader, term: core.term() });
    // The old leader may have taken the round with it.
    reads.abandonRound();
  }

  #observeTransfers(): void {
    const { core, transfers } = this.#dependencies;
    if (transfers.isAnyPending) {
      transfers.observe(core.status());
    }
  }

  #observe(): void {
    const { core, storage, proposals, metrics } = this.#dependencies;
    metrics.inboxDepth.set(this.#inbox.size);
    metrics.proposalsPending.set(proposals.pendingCount);
    metrics.term.set(core.term());
    metrics.commitIndex.set(core.commit());
    metrics.appliedIndex.set(storage.appliedIndex());
    metrics.logEntries.set(storage.lastIndex() + 1 - storage.firstIndex());
    metrics.logBytes.set(storage.logSizes().bytes);
    metrics.isLeader.set(core.isLeader() ? 1 : 0);
    if (this.#ticks.missedCount > this.#observedMissedTicks) {
      metrics.ticksMissedTotal.inc(this.#ticks.missedCount - this.#observedMissedTicks);
      this.#observedMissedTicks = this.#ticks.missedCount;
    }
  }
}
