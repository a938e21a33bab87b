import { assert } from "../utils/assert.ts";
import { encodeConfChange } from "./conf-change-codec.ts";
import { checkRaftConfig, type RaftConfig } from "./config.ts";
import type { RaftDependencies } from "./dependencies.ts";
import { requestSnapshot } from "./follower.ts";
import { type ProposedEntry, propose, sendWaitingReads } from "./leader.ts";
import { isMember } from "./membership.ts";
import type { Message } from "./message.ts";
import { Raft } from "./raft.ts";
import type { LightReady, Ready, SoftState } from "./ready.ts";
import { ignored, type ProposeResult, type StepResult } from "./results.ts";
import { describeStatus, type RaftStatus } from "./status.ts";
import type {
  ConfChangeRequest,
  ConfState,
  Entry,
  EntryId,
  HardState,
  LogIndex,
  NodeId,
  Term,
} from "./types.ts";

export type { RaftDependencies, RaftLogger } from "./dependencies.ts";
export type { ProposeResult, StepResult } from "./results.ts";
export type { RaftStatus } from "./status.ts";

/** What a client wants in the log. */
export interface Proposal {
  /** By which the proposer recognises its entry. */
  readonly context: Uint8Array;
  readonly data: Uint8Array;
}

/** What a Ready that was handed out promised, until it is durable. */
interface OutstandingReady {
  readonly number: number;
  readonly term: Term;
  /** The last entry that is on its way to the disk, with this Ready or one before. */
  readonly last: EntryId | null;
  readonly snapshotIndex: LogIndex | null;
  /** Votes and acknowledgements of this node to itself. */
  readonly ownMessages: readonly Message[];
  readonly lastCommitted: LogIndex | null;
}

const NO_MESSAGES: readonly Message[] = [];
const NO_IMMEDIATE_MESSAGES: readonly [] = [];
const NOTHING_AFTER_APPEND = { own: NO_MESSAGES, promises: NO_MESSAGES };
const EMPTY_LIGHT_READY: LightReady = {
  commitIndex: null,
  committedEntries: [],
  messages: NO_MESSAGES,
};

/** Types that never travel between nodes. */
const LOCAL_TYPES: ReadonlySet<Message["type"]> = new Set([
  "hup",
  "beat",
  "unreachable",
  "snapStatus",
  "checkQuorum",
  "forgetLeader",
]);

/** Answers, which only a member may give. */
const RESPONSE_TYPES: ReadonlySet<Message["type"]> = new Set([
  "appendResponse",
  "requestVoteResponse",
  "requestPreVoteResponse",
  "heartbeatResponse",
  "readIndexResponse",
]);

/** Types that travel without a term. */
const TERMLESS_TYPES: ReadonlySet<Message["type"]> = new Set(["propose", "readIndex"]);

/**
 * One member's Raft, synchronous and without any effect of its own: it is fed by `tick`, `step`, `propose` and the like, and `ready` says what is
 * to be done. raft-rs's surface:
 *
 *   ready() -> send messages; install snapshot; persist; send persistedMessages -> advanceAppend(ready) -> apply committedEntries of
 *   both, send the light ready's messages -> advanceApply()
 *
 * One Ready is outstanding at a time.
 */
export class RawNode {
  readonly #raft: Raft;
  readonly #lightReady: boolean;
  #readyNumber = 0;
  #outstanding: OutstandingReady | null = null;
  #softState: SoftState;
  /** As handed out last. */
  #hardState: HardState;
  /** Nothing of a later term than this one may leave the node. */
  #durableTerm: Term;

  /** @throws InvariantError when `config` does not pass `checkRaftConfig`, or when what is stored contradicts itself. */
  constructor(config: RaftConfig, dependencies: RaftDependencies) {
    const problems = checkRaftConfig(config);
    assert(problems.length === 0, `raft configuration: ${problems.join("; ")}`);
    this.#lightReady = config.lightReady;
    this.#raft = new Raft(config, dependencies);
    this.#softState = this.#currentSoftState();
    this.#hardState = this.#raft.hardState();
    this.#durableTerm = this.#hardState.term;
  }

  // Inputs.

  /** One tick of time has passed. */
  tick(): void {
    this.#raft.tick();
  }

  /** Starts an election now, by the rules of one that a timeout starts. */
  campaign(): StepResult {
    return this.#raft.campaign();
  }

  /** A message of another node. */
  step(message: Message): StepResult {
    const { type, from, term } = message;
    if (LOCAL_TYPES.has(type) || (term === 0 && !TERMLESS_TYPES.has(type))) {
      return ignored("localMessage");
    }
    if (RESPONSE_TYPES.has(type) && !isMember(this.#raft.confState, from)) {
      return ignored("unknownPeer");
    }
    return this.#raft.step(message);
  }

  propose(context: Uint8Array, data: Uint8Array): ProposeResult {
    return this.#propose([{ type: "normal", context, data }]);
  }

  /** All or none; they follow one another without a gap. At least one. */
  proposeEntries(proposals: readonly Proposal[]): ProposeResult {
    assert(proposals.length > 0, "a batch of proposals has at least one");
    return this.#propose(proposals.map(({ context, data }) => ({ type: "normal", context, data })));
  }

  /**
   * A leader that cannot have this change now appends an empty normal entry with this context in its place, and says so in `refusal`; one
   * that was forwarded to the leader finds out from the entry.
   */
  proposeConfChange(context: Uint8Array, change: ConfChangeRequest): ProposeResult {
    const type = change.version === "v1" ? "confChange" : "confChangeV2";
    return this.#propose([{ type, context, data: encodeConfChange(change) }]);
  }

  /** To be called for each committed configuration change, in its order. Returns the configuration from then on, to be stored with the applied index. */
  applyConfChange(change: ConfChangeRequest): ConfState {
    return this.#raft.applyConfChange(change);
  }

  /** Asks for a linearizable read; its ReadState carries `context`. It may get lost with a message or a leader: ask again, under another context. */
  readIndex(context: Uint8Array): StepResult {
    const { id } = this.#raft;
    return this.#raft.step({ type: "readIndex", from: id, to: id, term: 0, context });
  }

  /** Hands leadership to a voter that is or gets up to date; given up after an election timeout. A follower forwards it. */
  transferLeader(to: NodeId): StepResult {
    const { id } = this.#raft;
    return this.#raft.step({ type: "transferLeader", from: to, to: id, term: 0 });
  }

  /** A follower forgets its leader, so that it may vote at once for another node that asks. */
  forgetLeader(): StepResult {
    const { id } = this.#raft;
    return this.#raft.step({ type: "forgetLeader", from: id, to: id, term: 0 });
  }

  /** A follower asks its leader for a snapshot in the place of its log. */
  requestSnapshot(): StepResult {
    return requestSnapshot(this.#raft);
  }

  /** Messages to `id` were lost. */
  reportUnreachable(id: NodeId): void {
    this.#raft.step({ type: "unreachable", from: id, to: this.#raft.id, term: 0 });
  }

  /** Must follow every snapshot that was to be sent, or that peer is sent nothing any more. */
  reportSnapshot(id: NodeId, outcome: "finished" | "failed"): void {
    const reject = outcome === "failed";
    this.#raft.step({ type: "snapStatus", from: id, to: this.#raft.id, term: 0, reject });
  }

  /** For scripts and simulations: the timeout in force until the next change of role or term. */
  setRandomizedElectionTicks(ticks: number): void {
    this.#raft.randomizedElectionTicks = ticks;
  }

  // Outputs.

  hasReady(): boolean {
    const raft = this.#raft;
    const { log } = raft;
    this.#prepare();
    return (
      raft.messages.length > 0 ||
      raft.messagesAfterAppend.length > 0 ||
      raft.readStates.length > 0 ||
      log.unstable.hasNextEntries() ||
      log.unstable.nextSnapshot() !== null ||
      log.hasNextCommittedEntries(!this.#lightReady) ||
      this.#changedSoftState() !== null ||
      this.#changedHardState() !== null
    );
  }

  /** What is to be done; empty when `hasReady` is false. The one before must have been acknowledged by `advanceAppend`. */
  ready(): Ready {
    assert(this.#outstanding === null, "Ready {} is still outstanding", this.#readyNumber);
    this.#prepare();
    const raft = this.#raft;
    const { log } = raft;
    const softState = this.#changedSoftState();
    const hardState = this.#changedHardState();
    const entries = log.unstable.nextEntries();
    const snapshot = log.unstable.nextSnapshot();
    const committedEntries = this.#takeCommittedEntries();
    const isTermOrVoteNew =
      raft.term !== this.#hardState.term || raft.vote !== this.#hardState.vote;
    const outgoing = this.#takeMessages();
    const readStates = raft.takeReadStates();
    log.unstable.acceptInProgress();
    this.#softState = softState ?? this.#softState;
    this.#hardState = hardState ?? this.#hardState;
    this.#readyNumber += 1;
    this.#outstanding = {
      number: this.#readyNumber,
      term: raft.term,
      last: log.unstable.length > 0 ? log.lastEntryId() : null,
      snapshotIndex: log.unstable.snapshot?.metadata.index ?? null,
      ownMessages: outgoing.own,
      lastCommitted: committedEntries.at(-1)?.index ?? null,
    };
    const number = this.#readyNumber;
    const mustSync = entries.length > 0 || snapshot !== null || isTermOrVoteNew;
    const { immediate, persistedMessages } = outgoing;
    // Spelled out twice: copying an object with a spread costs more than all the rest of a Ready.
    return immediate === null
      ? {
          kind: "waiting",
          number,
          softState,
          hardState,
          readStates,
          entries,
          snapshot,
          committedEntries,
          messages: NO_IMMEDIATE_MESSAGES,
          persistedMessages,
          mustSync,
        }
      : {
          kind: "leading",
          number,
          softState,
          hardState,
          readStates,
          entries,
          snapshot,
          committedEntries,
          messages: immediate,
          persistedMessages,
          mustSync,
        };
  }

  /** `ready` is durable, its snapshot installed and its committed entries applied. What the light ready commits needs an `advanceApply` of its own. */
  advance(ready: Ready): LightReady {
    const lastCommitted = this.#outstanding?.lastCommitted ?? null;
    const light = this.advanceAppend(ready);
    if (lastCommitted !== null) {
      this.advanceApplyTo(lastCommitted);
    }
    return light;
  }

  /** `ready` is durable and its snapshot installed: this node's own votes and acknowledgements count from now on. */
  advanceAppend(ready: Ready): LightReady {
    const outstanding = this.#outstanding;
    assert(
      outstanding !== null && outstanding.number === ready.number,
      "Ready {} is not the one outstanding ({})",
      ready.number,
      outstanding?.number ?? null,
    );
    this.#outstanding = null;
    this.#durableTerm = this.#hardState.term;
    for (const message of outstanding.ownMessages) {
      this.#raft.step(message);
    }
    // After them, as etcd does: where its own vote begins a new term, the entries are acknowledged with the next Ready.
    this.#raft.persisted(outstanding);
    return this.#lightReady ? this.#takeLightReady() : EMPTY_LIGHT_READY;
  }

  /** Everything handed out is applied. */
  advanceApply(): void {
    this.advanceApplyTo(this.#raft.log.applying);
  }

  /** Everything handed out up to `index` is applied. */
  advanceApplyTo(index: LogIndex): void {
    const { applying } = this.#raft.log;
    assert(index <= applying, "applied {}, but only {} was handed out", index, applying);
    this.#raft.appliedTo(index);
  }

  status(): RaftStatus {
    return describeStatus(this.#raft);
  }

  /** True while this node leads in `term`, at this moment and durable or not. */
  leadsIn(term: Term): boolean {
    return this.#raft.role.name === "leader" && this.#raft.term === term;
  }

  // Inside.

  #propose(entries: readonly ProposedEntry[]): ProposeResult {
    const raft = this.#raft;
    const { role, id } = raft;
    if (role.name === "leader") {
      return propose(raft, role, entries);
    }
    const result = raft.step({
      type: "propose",
      from: id,
      to: id,
      term: 0,
      entries: entries.map((entry): Entry => ({ ...entry, term: 0, index: 0 })),
    });
    if (result.kind === "stepped" && raft.leader !== null) {
      return { kind: "forwarded", to: raft.leader };
    }
    const isDisabled = result.kind === "ignored" && result.reason === "forwardingDisabled";
    return { kind: "dropped", reason: isDisabled ? "forwardingDisabled" : "noLeader" };
  }

  /** Heartbeats for the reads that arrived since the last Ready: one round for all of them. */
  #prepare(): void {
    const { role } = this.#raft;
    if (role.name === "leader") {
      sendWaitingReads(this.#raft, role);
    }
  }

  #currentSoftState(): SoftState {
    return { leader: this.#raft.leader, role: this.#raft.role.name };
  }

  #changedSoftState(): SoftState | null {
    const { leader, role } = this.#raft;
    return leader === this.#softState.leader && role.name === this.#softState.role
      ? null
      : this.#currentSoftState();
  }

  #changedHardState(): HardState | null {
    const raft = this.#raft;
    const before = this.#hardState;
    return raft.term === before.term &&
      raft.vote === before.vote &&
      raft.log.committed === before.commit
      ? null
      : raft.hardState();
  }

  #takeCommittedEntries(): readonly Entry[] {
    const { log } = this.#raft;
    const committed = log.nextCommittedEntries(!this.#lightReady);
    log.acceptApplying(committed, !this.#lightReady);
    return committed;
  }

  /**
   * A leader's messages promise nothing about its own log, so they may leave before it is written; only its term must be durable, or
   * after a crash it could lead that term again with other entries. All that others send waits.
   */
  #takeMessages(): {
    /** Null where nothing may leave at once. */
    readonly immediate: readonly Message[] | null;
    readonly persistedMessages: readonly Message[];
    readonly own: readonly Message[];
  } {
    const immediate = this.#takeImmediate();
    const { own, promises } = this.#takeAfterAppend();
    return this.#maySendAtOnce()
      ? { immediate, persistedMessages: promises, own }
      : {
          immediate: null,
          persistedMessages: immediate.length === 0 ? promises : [...immediate, ...promises],
          own,
        };
  }

  #takeAfterAppend(): { readonly own: readonly Message[]; readonly promises: readonly Message[] } {
    const raft = this.#raft;
    const { messagesAfterAppend: taken } = raft;
    if (taken.length === 0) {
      return NOTHING_AFTER_APPEND;
    }
    raft.messagesAfterAppend = [];
    const own: Message[] = [];
    const promises: Message[] = [];
    for (const message of taken) {
      (message.to === raft.id ? own : promises).push(message);
    }
    return { own, promises };
  }

  #takeImmediate(): readonly Message[] {
    const raft = this.#raft;
    const { messages } = raft;
    if (messages.length === 0) {
      return NO_MESSAGES;
    }
    raft.messages = [];
    raft.outboxNumber += 1;
    return messages;
  }

  #maySendAtOnce(): boolean {
    return this.#raft.role.name === "leader" && this.#durableTerm === this.#raft.term;
  }

  #takeLightReady(): LightReady {
    const raft = this.#raft;
    const commit = raft.log.committed;
    const commitIndex = commit === this.#hardState.commit ? null : commit;
    if (commitIndex !== null) {
      const { term, vote } = this.#hardState;
      this.#hardState = { term, vote, commit };
    }
    const committedEntries = this.#takeCommittedEntries();
    const messages = this.#maySendAtOnce() ? this.#takeImmediate() : NO_MESSAGES;
    return { commitIndex, committedEntries, messages };
  }
}
