import { assert, assertNever } from "../utils/assert.ts";
import { stepCandidate } from "./candidate.ts";
import type { RaftConfig } from "./config.ts";
import type { RaftDependencies, RaftLogger } from "./dependencies.ts";
import { campaignIfAllowed, receiveVoteRequest } from "./election.ts";
import { stepFollower } from "./follower.ts";
import {
  describeConfiguration,
  describeConfStateFields,
  describeRefusal,
  hex,
  messageName,
} from "./formatter.ts";
import {
  broadcastAppend,
  broadcastHeartbeat,
  checkQuorum,
  followConfiguration,
  proposeLeavingJoint,
  stepLeader,
} from "./leader.ts";
import {
  changeMembership,
  isMember,
  isVoter,
  memberIds,
  normalizeConfState,
  voterIds,
} from "./membership.ts";
import type { Message } from "./message.ts";
import { Progress } from "./progress.ts";
import { jointCommittedIndex } from "./quorum.ts";
import { RaftLog } from "./raft-log.ts";
import { releaseConfirmedReads, releasePostponedReads } from "./read-index.ts";
import type { ReadState } from "./ready.ts";
import { ignored, type StepResult } from "./results.ts";
import { type FollowerRole, LeaderRole, type Role } from "./role.ts";
import {
  type ConfChangeRequest,
  type ConfState,
  EMPTY_BYTES,
  type EntryId,
  type HardState,
  type LogIndex,
  type NodeId,
  type Snapshot,
  type Term,
} from "./types.ts";

const NO_READ_STATES: readonly ReadState[] = [];

/**
 * The algorithm: a state that changes by `tick` and `step` and by nothing else, and lists of what is to be sent.
 * A node's votes and acknowledgements to itself are messages as well, stepped back when they are durable, so that its own part in a
 * quorum never counts before it would survive a crash. Fields are open to the files of this room; `RawNode` is what others see.
 */
export class Raft {
  readonly id: NodeId;
  readonly config: RaftConfig;
  readonly log: RaftLog;
  readonly logger: RaftLogger;
  term: Term = 0;
  vote: NodeId | null = null;
  role: Role = { name: "follower", leader: null, requestedSnapshot: 0 };
  confState: ConfState;
  /** May be sent before anything is persisted, where the role allows it. */
  messages: Message[] = [];
  /** Promises: votes and acknowledgements, those to this node itself included. Sent when what they promise is durable. */
  messagesAfterAppend: Message[] = [];
  /** Grows when `messages` is taken: an append message of an earlier one has left and can no longer be extended. */
  outboxNumber = 0;
  readStates: ReadState[] = [];
  electionElapsed = 0;
  heartbeatElapsed = 0;
  randomizedElectionTicks = 0;
  /** The number of the newest read, over all terms. */
  readSequence = 0;
  readonly #random: (bound: number) => number;

  constructor(config: RaftConfig, dependencies: RaftDependencies) {
    const { hardState, confState } = dependencies.storage.initialState();
    this.id = config.nodeId;
    this.config = config;
    this.logger = dependencies.logger;
    this.#random = dependencies.random;
    this.log = new RaftLog(
      {
        applied: config.applied,
        commit: hardState.commit,
        maxApplyingBytes: config.maxCommittedBytesPerReady,
      },
      dependencies,
    );
    this.confState = normalizeConfState(confState);
    this.#switchConfiguration(this.confState, new Set());
    this.vote = hardState.vote;
    this.term = hardState.term;
    this.becomeFollower(this.term, null);
    const last = this.log.lastEntryId();
    const peers = voterIds(this.confState).map(hex).join(",");
    this.logger.info(
      `newRaft ${hex(this.id)} [peers: [${peers}], term: ${this.term}, commit: ${this.log.committed}, applied: ${this.log.applied}, lastindex: ${last.index}, lastterm: ${last.term}]`,
    );
  }

  get leader(): NodeId | null {
    switch (this.role.name) {
      case "follower":
        return this.role.leader;
      case "leader":
        return this.id;
      default:
        return null;
    }
  }

  hardState(): HardState {
    return { term: this.term, vote: this.vote, commit: this.log.committed };
  }

  /** A voter with an installed log may lead. */
  isPromotable(): boolean {
    return isVoter(this.confState, this.id) && this.log.unstable.snapshot === null;
  }

  hasCommittedInTerm(): boolean {
    return this.log.term(this.log.committed) === this.term;
  }

  send(message: Message): void {
    switch (message.type) {
      case "appendResponse":
      case "requestVoteResponse":
      case "requestPreVoteResponse":
        this.messagesAfterAppend.push(message);
        return;
      default:
        assert(message.to !== this.id, "a {} to the node itself would be lost", message.type);
        this.messages.push(message);
    }
  }

  /** To the sender of an append or a snapshot: everything up to `index` agrees with its log. */
  acknowledgeAppend(to: NodeId, index: LogIndex): void {
    this.send({
      type: "appendResponse",
      from: this.id,
      to,
      term: this.term,
      index,
      logTerm: 0,
      reject: false,
      rejectHint: 0,
      requestSnapshot: 0,
    });
  }

  // Time.

  tick(): void {
    this.electionElapsed += 1;
    if (this.role.name === "leader") {
      this.#tickLeader(this.role);
    } else if (this.isPromotable() && this.electionElapsed >= this.randomizedElectionTicks) {
      this.electionElapsed = 0;
      this.campaign();
    }
  }

  #tickLeader(role: LeaderRole): void {
    this.heartbeatElapsed += 1;
    if (this.electionElapsed >= this.config.electionTicks) {
      this.electionElapsed = 0;
      if (this.config.checkQuorum) {
        checkQuorum(this, role);
      }
      // A transfer that took an election timeout is given up, or proposals would be refused for ever.
      role.transferee = null;
    }
    if (this.role.name === "leader" && this.heartbeatElapsed >= this.config.heartbeatTicks) {
      this.heartbeatElapsed = 0;
      broadcastHeartbeat(this, role);
    }
  }

  // Messages.

  campaign(): StepResult {
    return campaignIfAllowed(this, this.config.preVote ? "preElection" : "election");
  }

  step(message: Message): StepResult {
    if (message.term > this.term) {
      const refused = this.#enterHigherTerm(message);
      if (refused !== null) {
        return refused;
      }
    } else if (message.term !== 0 && message.term < this.term) {
      return this.#answerLowerTerm(message);
    }
    switch (message.type) {
      case "requestVote":
      case "requestPreVote":
        return receiveVoteRequest(this, message);
      default:
        return this.#stepInRole(message);
    }
  }

  #stepInRole(message: Message): StepResult {
    const { role } = this;
    switch (role.name) {
      case "follower":
        return stepFollower(this, role, message);
      case "preCandidate":
      case "candidate":
        return stepCandidate(this, role, message);
      case "leader":
        return stepLeader(this, role, message);
      default:
        return assertNever(role);
    }
  }

  /** Not null when the message is of no further use. */
  #enterHigherTerm(message: Message): StepResult | null {
    switch (message.type) {
      case "requestVote":
      case "requestPreVote": {
        // Within an election timeout of hearing from a leader a node neither votes nor takes the term: a node that was removed, or that
        // cannot hear the leader, must not depose it (Raft section 6). It is not answered either, as that would make it a higher term's loser.
        const isLeaseValid =
          this.config.checkQuorum &&
          this.leader !== null &&
          this.electionElapsed < this.config.electionTicks;
        if (isLeaseValid && message.campaign !== "transfer") {
          const last = this.log.lastEntryId();
          this.logger.info(
            `${hex(this.id)} [logterm: ${last.term}, index: ${last.index}, vote: ${hex(this.vote)}] ignored ${messageName(message.type)} from ${hex(message.from)} [logterm: ${message.logTerm}, index: ${message.index}] at term ${this.term}: lease is not expired (remaining ticks: ${this.config.electionTicks - this.electionElapsed})`,
          );
          return ignored("lease");
        }
        if (message.type === "requestPreVote") {
          return null;
        }
        break;
      }
      case "requestPreVoteResponse":
        // A granted one has the term that the election would have; a refusal has the refuser's.
        if (!message.reject) {
          return null;
        }
        break;
      default:
    }
    this.logger.info(
      `${hex(this.id)} [term: ${this.term}] received a ${messageName(message.type)} message with higher term from ${hex(message.from)} [term: ${message.term}]`,
    );
    const isFromLeader =
      message.type === "append" || message.type === "heartbeat" || message.type === "snapshot";
    this.becomeFollower(message.term, isFromLeader ? message.from : null);
    return null;
  }

  #answerLowerTerm(message: Message): StepResult {
    const { config } = this;
    if (
      (config.checkQuorum || config.preVote) &&
      (message.type === "heartbeat" || message.type === "append")
    ) {
      // Where votes are ignored, a node with a higher term would never be heard again: this answer makes the leader step down
      // and a new election takes it in. With pre-vote only, it frees a leader that was elected before the others had it.
      this.acknowledgeAppend(message.from, 0);
    } else if (message.type === "requestPreVote") {
      // A candidate of an older term must learn of this one, or two nodes could refuse each other for ever.
      const last = this.log.lastEntryId();
      this.logger.info(
        `${hex(this.id)} [logterm: ${last.term}, index: ${last.index}, vote: ${hex(this.vote)}] rejected ${messageName(message.type)} from ${hex(message.from)} [logterm: ${message.logTerm}, index: ${message.index}] at term ${this.term}`,
      );
      this.send({
        type: "requestPreVoteResponse",
        from: this.id,
        to: message.from,
        term: this.term,
        reject: true,
        commit: 0,
        commitTerm: 0,
      });
    } else {
      this.logger.info(
        `${hex(this.id)} [term: ${this.term}] ignored a ${messageName(message.type)} message with lower term from ${hex(message.from)} [term: ${message.term}]`,
      );
    }
    return ignored("lowerTerm");
  }

  // Roles.

  becomeFollower(term: Term, leader: NodeId | null): FollowerRole {
    this.#reset(term);
    const role: FollowerRole = { name: "follower", leader, requestedSnapshot: 0 };
    this.role = role;
    this.logger.info(`${hex(this.id)} became follower at term ${this.term}`);
    return role;
  }

  becomeCandidate(): void {
    assert(this.role.name !== "leader", "a leader does not become a candidate");
    this.#reset(this.term + 1);
    this.vote = this.id;
    this.role = { name: "candidate", votes: new Map() };
    this.logger.info(`${hex(this.id)} became candidate at term ${this.term}`);
  }

  /** Neither term nor vote nor timers change: it may come to nothing. */
  becomePreCandidate(): void {
    assert(this.role.name !== "leader", "a leader does not become a pre-candidate");
    this.role = { name: "preCandidate", votes: new Map() };
    this.logger.info(`${hex(this.id)} became pre-candidate at term ${this.term}`);
  }

  becomeLeader(): void {
    assert(this.role.name === "candidate", `a ${this.role.name} does not become leader`);
    this.#reset(this.term);
    const lastIndex = this.log.lastIndex();
    // The log may hold a configuration change that is not applied: until it is, no other one.
    const role = new LeaderRole(lastIndex, this.config);
    for (const id of memberIds(this.confState)) {
      const isSelf = id === this.id;
      const progress = new Progress({
        match: isSelf ? lastIndex : 0,
        next: lastIndex + 1,
        isLearner: this.confState.learners.includes(id),
        recentActive: isSelf,
        maxInflightMessages: this.config.maxInflightMessages,
        maxInflightBytes: this.config.maxInflightBytes,
      });
      if (isSelf) {
        progress.becomeReplicate();
      }
      role.progress.set(id, progress);
    }
    this.role = role;
    // An entry of the new term: by it everything before is committed (Raft section 5.4.2, section 8).
    this.appendOwn([
      {
        type: "normal",
        term: this.term,
        index: lastIndex + 1,
        data: EMPTY_BYTES,
        context: EMPTY_BYTES,
      },
    ]);
    this.logger.info(`${hex(this.id)} became leader at term ${this.term}`);
  }

  #reset(term: Term): void {
    if (term !== this.term) {
      assert(term > this.term, `the term cannot go back from ${this.term} to ${term}`);
      this.term = term;
      this.vote = null;
    }
    this.electionElapsed = 0;
    this.heartbeatElapsed = 0;
    this.randomizedElectionTicks =
      this.config.electionTicks + this.#random(this.config.electionTicks);
  }

  // The log.

  /** A leader appends; its own acknowledgement follows when the entries are durable. */
  appendOwn(entries: Parameters<RaftLog["append"]>[0]): void {
    this.log.append(entries);
    const index = this.log.lastIndex();
    const newest = this.messagesAfterAppend.at(-1);
    if (
      this.config.batchAppend &&
      newest?.type === "appendResponse" &&
      newest.to === this.id &&
      newest.term === this.term
    ) {
      // One acknowledgement says what a run of them would.
      this.messagesAfterAppend.pop();
    }
    this.acknowledgeAppend(this.id, index);
  }

  /** The reads that can be served since this was asked last. */
  takeReadStates(): readonly ReadState[] {
    if (this.readStates.length === 0) {
      return NO_READ_STATES;
    }
    const taken = this.readStates;
    this.readStates = [];
    return taken;
  }

  /** Commits what a quorum has; true when that is more than before. */
  maybeCommit(role: LeaderRole): boolean {
    const index = jointCommittedIndex(this.confState, role.matchIndexes);
    if (!this.log.maybeCommit({ term: this.term, index })) {
      return false;
    }
    releasePostponedReads(this, role);
    return true;
  }

  /**
   * What was handed out at `term` is durable: entries up to `last`, and the snapshot at `snapshotIndex`, which is also installed.
   * If the term changed since, another leader's entry of the same index and term may be on its way to the disk after one that
   * differs, so only a later acknowledgement counts.
   */
  persisted(done: {
    readonly term: Term;
    readonly last: EntryId | null;
    readonly snapshotIndex: LogIndex | null;
  }): void {
    if (done.last !== null) {
      if (done.term === this.term) {
        this.log.unstable.stableTo(done.last);
      } else {
        this.logger.info(
          `${hex(this.id)} [term: ${this.term}] ignored entry appends from a MsgStorageAppendResp message with lower term [term: ${done.term}]`,
        );
      }
    }
    if (done.snapshotIndex !== null) {
      this.log.unstable.stableSnapshotTo(done.snapshotIndex);
      this.appliedTo(Math.max(done.snapshotIndex, this.log.applied));
    }
  }

  appliedTo(index: LogIndex): void {
    const payloadBytes = this.log.appliedTo(index);
    const { role } = this;
    if (role.name === "leader") {
      role.uncommittedBytes = Math.max(0, role.uncommittedBytes - payloadBytes);
      if (this.confState.autoLeave && index >= role.pendingConfIndex) {
        proposeLeavingJoint(this, role);
      }
    }
  }

  // The configuration.

  /**
   * Follows an applied configuration change. One that cannot be followed changes nothing, on every node alike: leaders do not append
   * such a one unless they were told not to check, and stopping would stop all of them for ever.
   */
  applyConfChange(change: ConfChangeRequest): ConfState {
    const result = changeMembership(this.confState, change);
    if (result.kind === "refused") {
      this.logger.error(
        `${hex(this.id)} cannot apply conf change at config ${describeConfiguration(this.confState)}: ${describeRefusal(result.reason)}`,
      );
    } else {
      this.#switchConfiguration(result.confState, result.dropped);
    }
    return this.confState;
  }

  #switchConfiguration(confState: ConfState, dropped: ReadonlySet<NodeId>): void {
    this.confState = confState;
    this.logger.info(
      `${hex(this.id)} switched to configuration ${describeConfiguration(confState)}`,
    );
    const { role } = this;
    if (role.name !== "leader") {
      return;
    }
    followConfiguration(this, role, dropped);
    const canLead = isVoter(confState, this.id);
    if (!canLead && this.config.stepDownOnRemoval) {
      this.becomeFollower(this.term, null);
      return;
    }
    if (!canLead || confState.voters.length === 0) {
      return;
    }
    if (this.maybeCommit(role)) {
      broadcastAppend(this, role);
    } else {
      broadcastAppend(this, role, { evenIfEmpty: false });
    }
    releaseConfirmedReads(this, role);
    if (role.transferee !== null && !isVoter(confState, role.transferee)) {
      role.transferee = null;
    }
  }

  /** Takes a leader's snapshot in the place of the log; false when it is of no use here. */
  restore(snapshot: Snapshot): boolean {
    const { index, term, confState } = snapshot.metadata;
    const { role, log } = this;
    assert(role.name === "follower", `a ${role.name} cannot take a snapshot`);
    const isRequested = role.requestedSnapshot !== 0 && index >= role.requestedSnapshot;
    if (index < log.committed || (index === log.committed && !isRequested)) {
      return false;
    }
    if (!isMember(confState, this.id)) {
      this.logger.warning(
        `${hex(this.id)} attempted to restore snapshot but it is not in the ConfState ${describeConfStateFields(confState)}; should never happen`,
      );
      return false;
    }
    const last = log.lastEntryId();
    if (!isRequested && log.matches({ index, term })) {
      this.logger.info(
        `${hex(this.id)} [commit: ${log.committed}, lastindex: ${last.index}, lastterm: ${last.term}] fast-forwarded commit to snapshot [index: ${index}, term: ${term}]`,
      );
      log.commitTo(index);
      return false;
    }
    log.restore(snapshot);
    role.requestedSnapshot = 0;
    this.#switchConfiguration(normalizeConfState(confState), new Set());
    const restored = log.lastEntryId();
    this.logger.info(
      `${hex(this.id)} [commit: ${log.committed}, lastindex: ${restored.index}, lastterm: ${restored.term}] restored snapshot [index: ${index}, term: ${term}]`,
    );
    return true;
  }
}
