import {
  checkRaftConfig,
  type ConfChangeRequest,
  type ConfState,
  type Entry,
  type HardState,
  type LightReady,
  type LogIndex,
  type Message,
  type MessageOf,
  type NodeId,
  type Proposal,
  type ProposeResult,
  type RaftConfig,
  type RaftLogger,
  type RaftStatus,
  type RaftStorage,
  RawNode,
  type Ready,
  type SoftState,
  type StepResult,
  type Term,
} from "../raft/index.ts";
import { assert } from "../utils/assert.ts";
import type { Logger } from "../utils/logger.ts";
import { PeerActivity } from "./peer-activity.ts";
import type { OutboundMessage, RaftOutput } from "./raft-output.ts";

export interface RaftCoreOptions {
  readonly config: RaftConfig;
}

export interface RaftCoreDependencies {
  readonly storage: RaftStorage;
  readonly random: (bound: number) => number;
  readonly logger: Logger;
}

/**
 * The algorithm behind the seed's names. One output is outstanding at a time:
 *
 *     stepping --processReady--> outstanding --advanceAppend--> light --finish--> stepping
 *
 * `advanceAppend` is called when the output is durable, `advanceApply` when its committed entries are applied, and nothing else may step the
 * algorithm in between (InvariantError). `applyConfChange`, `status` and `isLeader` may come at any time.
 */
export class RaftCore {
  readonly #rawNode: RawNode;
  readonly #activity: PeerActivity;
  #softState: SoftState = { leader: null, role: "follower" };
  #hardState: HardState;
  #commit: LogIndex;
  #ready: Ready | null = null;
  #isLight = false;

  /** @throws RangeError with every sentence that is wrong with the options. */
  constructor(options: RaftCoreOptions, dependencies: RaftCoreDependencies) {
    const problems = [...checkRaftConfig(options.config), ...findUnsafeOptions(options.config)];
    if (problems.length > 0) {
      throw new RangeError(`the raft options cannot be used: ${problems.join("; ")}`);
    }
    this.#hardState = dependencies.storage.initialState().hardState;
    this.#commit = this.#hardState.commit;
    this.#activity = new PeerActivity({
      recentTicks: options.config.electionTicks,
      isForgotten: options.config.checkQuorum,
    });
    this.#rawNode = new RawNode(options.config, {
      storage: dependencies.storage,
      random: dependencies.random,
      logger: createRaftLogger(dependencies.logger),
    });
  }

  /** Steps a message from a peer. Types that never travel between nodes are ignored. */
  receiveRaftMessage(message: Message): StepResult {
    this.#assertStepping("a message");
    this.#activity.received(message);
    return this.#rawNode.step(message);
  }

  /**
   * Steps a proposal that another node forwards. It carries the term in which its sender knew this node as leader, and is taken in no other: so it can
   * never be appended behind an entry of a higher term, and one that is applied tells the proposer that it is lost.
   */
  receiveForwarded(message: MessageOf<"propose">): StepResult {
    this.#assertStepping("a forwarded proposal");
    return this.#rawNode.leadsIn(message.term)
      ? this.#rawNode.step({ ...message, term: 0 })
      : { kind: "ignored", reason: "lowerTerm" };
  }

  /** All or nothing, in order, as one append message to each peer. */
  propose(proposals: readonly Proposal[]): ProposeResult {
    this.#assertStepping("a proposal");
    return this.#rawNode.proposeEntries(proposals);
  }

  proposeConfChange(proposal: {
    readonly context: Uint8Array;
    readonly change: ConfChangeRequest;
  }): ProposeResult {
    this.#assertStepping("a configuration change");
    return this.#rawNode.proposeConfChange(proposal.context, proposal.change);
  }

  tick(): void {
    this.#assertStepping("a tick");
    this.#activity.tick();
    this.#rawNode.tick();
  }

  /**
   * Campaigns at once where this node is the only voter. An election timeout keeps voters from splitting their votes; a lone one has nobody to wait for,
   * and its clients wait for it at every restart. With unapplied configuration changes the algorithm refuses, and the timeout decides.
   */
  campaignIfAlone(): void {
    this.#assertStepping("a campaign");
    const { id, confState } = this.status();
    if (
      confState.voters.length === 1 &&
      confState.voters[0] === id &&
      confState.votersOutgoing.length === 0
    ) {
      this.#rawNode.campaign();
    }
  }

  readIndex(context: Uint8Array): StepResult {
    this.#assertStepping("a read");
    return this.#rawNode.readIndex(context);
  }

  transferLeader(to: NodeId): StepResult {
    this.#assertStepping("a leadership transfer");
    return this.#rawNode.transferLeader(to);
  }

  reportUnreachable(nodeId: NodeId): void {
    this.#assertStepping("an unreachable report");
    this.#rawNode.reportUnreachable(nodeId);
  }

  reportSnapshot(nodeId: NodeId, outcome: "finished" | "failed"): void {
    this.#assertStepping("a snapshot report");
    this.#rawNode.reportSnapshot(nodeId, outcome);
  }

  hasReady(): boolean {
    return this.#ready === null && this.#rawNode.hasReady();
  }

  /** The next output, or null where nothing is to be done. From here on nothing may step until `finish`. */
  processReady(): RaftOutput | null {
    this.#assertStepping("processReady");
    if (!this.#rawNode.hasReady()) {
      return null;
    }
    const ready = this.#rawNode.ready();
    this.#ready = ready;
    this.#softState = ready.softState ?? this.#softState;
    this.#hardState = ready.hardState ?? this.#hardState;
    this.#commit = this.#hardState.commit;
    return {
      kind: "ready",
      number: ready.number,
      role: this.#softState.role,
      term: this.#hardState.term,
      outboundMessages: [
        ...ready.messages.map((message) => this.#outbound(message, false)),
        ...ready.persistedMessages.map((message) => this.#outbound(message, true)),
      ],
      persistOps: {
        entries: ready.entries,
        hardState: ready.hardState,
        snapshot: null,
        commitIndex: null,
        mustSync: ready.mustSync || ready.snapshot !== null,
      },
      committedEntries: ready.committedEntries,
      snapshot: ready.snapshot,
      readStates: ready.readStates,
    };
  }

  /** The output is durable. Returns what its durability committed: an output of its own, done by the same rules. */
  advanceAppend(): RaftOutput {
    const ready = this.#ready;
    assert(
      ready !== null && !this.#isLight,
      "advanceAppend needs an output that is not acknowledged yet",
    );
    this.#isLight = true;
    return this.#lightOutput(ready, this.#rawNode.advanceAppend(ready));
  }

  /** Everything up to `index` is applied and written. */
  advanceApply(index: LogIndex): void {
    assert(this.#isLight, "advanceApply must follow advanceAppend");
    this.#rawNode.advanceApplyTo(index);
  }

  /** The light output is done as well: the algorithm may be stepped again. */
  finish(): void {
    assert(this.#isLight, "an output ends with its light output");
    this.#ready = null;
    this.#isLight = false;
  }

  /** Returns the configuration that is in force from the applied change on. */
  applyConfChange(change: ConfChangeRequest): ConfState {
    return this.#rawNode.applyConfChange(change);
  }

  /** `recentActive` means an answer within the last election timeout, or since the algorithm's last check of the quorum where it makes one. */
  status(): RaftStatus {
    const status = this.#rawNode.status();
    return status.progress === null
      ? status
      : { ...status, progress: this.#activity.amend(status.progress, status.term) };
  }

  /** As of the last output: a leader whose term is not durable yet is none. */
  isLeader(): boolean {
    return this.#softState.role === "leader";
  }

  /** As of the last output. */
  leader(): NodeId | null {
    return this.#softState.leader;
  }

  /** As of the last output. */
  term(): Term {
    return this.#hardState.term;
  }

  /** As of the last output. */
  commit(): LogIndex {
    return this.#commit;
  }

  #lightOutput(ready: Ready, light: LightReady): RaftOutput {
    this.#commit = light.commitIndex ?? this.#commit;
    const last: Entry | undefined = light.committedEntries.at(-1);
    // The batch that applies the entries raises the stored commit index by itself: one write less.
    const isCommitCovered = light.commitIndex === null || last?.index === light.commitIndex;
    return {
      kind: "light",
      number: ready.number,
      // A candidate's own vote may just have made it leader: earlier than any Ready says so.
      role: light.messages.length > 0 ? this.#rawNode.status().role : this.#softState.role,
      term: this.#hardState.term,
      outboundMessages: light.messages.map((message) => this.#outbound(message, false)),
      persistOps: {
        entries: [],
        hardState: null,
        snapshot: null,
        commitIndex: isCommitCovered ? null : light.commitIndex,
        mustSync: false,
      },
      committedEntries: light.committedEntries,
      snapshot: null,
      readStates: [],
    };
  }

  /** The algorithm's forwarded proposals have no term: what that costs, see `receiveForwarded`. Nothing stepped it since, so the term is that of the step. */
  #outbound(message: Message, requirePersistence: boolean): OutboundMessage {
    const sent = message.type === "propose" ? { ...message, term: this.#hardState.term } : message;
    return { to: message.to, message: sent, requirePersistence };
  }

  #assertStepping(what: string): void {
    assert(
      this.#ready === null,
      `${what} must wait until the outstanding output, number ${this.#ready?.number}, is done`,
    );
  }
}

/** What scripts may set on the algorithm and a node may not. */
function findUnsafeOptions(config: RaftConfig): readonly string[] {
  const problems: string[] = [];
  if (config.readOnly !== "safe") {
    problems.push(
      `readOnly must be "safe", found "${config.readOnly}": no read is served from a lease`,
    );
  }
  if (!config.lightReady) {
    problems.push("lightReady must be true: entries are applied after they are durable");
  }
  if (config.disableConfChangeValidation) {
    problems.push("disableConfChangeValidation must be false: one membership change at a time");
  }
  return problems;
}

/** The algorithm's lines are etcd's, values and all; they stand in a field, so that our own messages stay constant. */
function createRaftLogger(logger: Logger): RaftLogger {
  return {
    debug: (line) => logger.debug("raft", { line }),
    info: (line) => logger.info("raft", { line }),
    warning: (line) => logger.warn("raft", { line }),
    error: (line) => logger.error("raft", { line }),
  };
}
