import {
  type ConfChangeRequest,
  type ConfState,
  type Entry,
  type EntryId,
  encodeConfChange,
  type HardState,
  type Message,
  type NodeId,
  type ProposeResult,
  type RaftConfig,
  type RaftDependencies,
  type RaftStatus,
  type Ready,
  type Snapshot,
  type SoftState,
  type StepResult,
} from "../../src/raft/index.ts";
import {
  describeEntryList,
  describeMessage,
  describeSnapshot,
  hex,
} from "../../src/raft/formatter.ts";
import { type ProposedEntry, propose } from "../../src/raft/leader.ts";
import { isMember } from "../../src/raft/membership.ts";
import { Raft } from "../../src/raft/raft.ts";
import { describeStatus } from "../../src/raft/status.ts";

/**
 * etcd's asynchronous storage mode, for scripts only: Readies are handed out while earlier ones are still being written, and
 * requests for votes leave at once, which is unsafe (research/raft.md, B1). It stands around the same algorithm as RawNode.
 */

/** What a storage thread says to its node when it is done. */
export type ThreadAnswer =
  | {
      readonly type: "storageAppendResponse";
      readonly to: NodeId;
      readonly term: number;
      readonly last: EntryId | null;
      readonly snapshot: Snapshot | null;
    }
  | {
      readonly type: "storageApplyResponse";
      readonly to: NodeId;
      readonly entries: readonly Entry[];
    };

/** A message on its way, or the answer of a thread. */
export type Parcel = Message | ThreadAnswer;

/** What a node asks of one of its storage threads. */
export type ThreadWork =
  | {
      readonly kind: "append";
      readonly from: NodeId;
      readonly hardState: HardState | null;
      readonly entries: readonly Entry[];
      readonly snapshot: Snapshot | null;
      readonly responses: readonly Parcel[];
    }
  | {
      readonly kind: "apply";
      readonly from: NodeId;
      readonly entries: readonly Entry[];
      readonly responses: readonly Parcel[];
    };

export function isThreadAnswer(parcel: Parcel): parcel is ThreadAnswer {
  return parcel.type === "storageAppendResponse" || parcel.type === "storageApplyResponse";
}

export function describeParcel(parcel: Parcel): string {
  if (!isThreadAnswer(parcel)) {
    return describeMessage(parcel);
  }
  if (parcel.type === "storageApplyResponse") {
    const head = `ApplyThread->${hex(parcel.to)} MsgStorageApplyResp Term:0 Log:0/0`;
    return withEntries(head, parcel.entries);
  }
  const { term, index } = parcel.last ?? { term: 0, index: 0 };
  const head = `AppendThread->${hex(parcel.to)} MsgStorageAppendResp Term:${parcel.term} Log:${term}/${index}`;
  return parcel.snapshot === null
    ? head
    : `${head}\n  Snapshot: ${describeSnapshot(parcel.snapshot)}`;
}

function withEntries(head: string, entries: readonly Entry[]): string {
  return entries.length === 0 ? head : `${head} ${describeEntryList(entries)}`;
}

export function describeWork(work: ThreadWork, options: { readonly responses: boolean }): string {
  let text = `${hex(work.from)}->ApplyThread MsgStorageApply Term:0 Log:0/0`;
  if (work.kind === "append") {
    const { term, vote, commit } = work.hardState ?? { term: 0, vote: null, commit: 0 };
    text = `${hex(work.from)}->AppendThread MsgStorageAppend Term:${term} Log:0/0`;
    text += commit === 0 ? "" : ` Commit:${commit}`;
    text += vote === null ? "" : ` Vote:${vote}`;
  }
  text = withEntries(text, work.entries);
  if (work.kind === "append" && work.snapshot !== null) {
    text += `\n  Snapshot: ${describeSnapshot(work.snapshot)}`;
  }
  if (!options.responses || work.responses.length === 0) {
    return text;
  }
  const lines = work.responses.flatMap((response) => describeParcel(response).split("\n"));
  return `${text} Responses:[\n${lines.map((line) => `  ${line}\n`).join("")}]`;
}

export class AsyncNode {
  readonly #raft: Raft;
  #softState: SoftState;
  #hardState: HardState;
  #number = 0;

  constructor(config: RaftConfig, dependencies: RaftDependencies) {
    this.#raft = new Raft(config, dependencies);
    this.#softState = this.#currentSoftState();
    this.#hardState = this.#raft.hardState();
  }

  tick(): void {
    this.#raft.tick();
  }

  campaign(): StepResult {
    return this.#raft.campaign();
  }

  step(message: Message): StepResult {
    if (message.type.endsWith("Response") && !isMember(this.#raft.confState, message.from)) {
      return { kind: "ignored", reason: "unknownPeer" };
    }
    return this.#raft.step(message);
  }

  /** A thread is done. */
  acknowledge(answer: ThreadAnswer): void {
    if (answer.type === "storageApplyResponse") {
      this.#raft.appliedTo(answer.entries.at(-1)?.index ?? this.#raft.log.applied);
      return;
    }
    this.#raft.persisted({
      term: answer.term,
      last: answer.last,
      snapshotIndex: answer.snapshot?.metadata.index ?? null,
    });
  }

  propose(context: Uint8Array, data: Uint8Array): ProposeResult {
    return this.#propose({ type: "normal", context, data });
  }

  proposeConfChange(context: Uint8Array, change: ConfChangeRequest): ProposeResult {
    const type = change.version === "v1" ? "confChange" : "confChangeV2";
    return this.#propose({ type, context, data: encodeConfChange(change) });
  }

  #propose(entry: ProposedEntry): ProposeResult {
    const { role, id, leader } = this.#raft;
    if (role.name === "leader") {
      return propose(this.#raft, role, [entry]);
    }
    const entries = [{ ...entry, term: 0, index: 0 }];
    const result = this.#raft.step({ type: "propose", from: id, to: id, term: 0, entries });
    return result.kind === "stepped" && leader !== null
      ? { kind: "forwarded", to: leader }
      : { kind: "dropped", reason: "noLeader" };
  }

  applyConfChange(change: ConfChangeRequest): ConfState {
    return this.#raft.applyConfChange(change);
  }

  transferLeader(to: NodeId): StepResult {
    return this.#raft.step({ type: "transferLeader", from: to, to: this.#raft.id, term: 0 });
  }

  forgetLeader(): StepResult {
    const { id } = this.#raft;
    return this.#raft.step({ type: "forgetLeader", from: id, to: id, term: 0 });
  }

  reportUnreachable(id: NodeId): void {
    this.#raft.step({ type: "unreachable", from: id, to: this.#raft.id, term: 0 });
  }

  setRandomizedElectionTicks(ticks: number): void {
    this.#raft.randomizedElectionTicks = ticks;
  }

  status(): RaftStatus {
    return describeStatus(this.#raft);
  }

  hasReady(): boolean {
    const { log, messages, messagesAfterAppend, readStates } = this.#raft;
    return (
      messages.length > 0 ||
      messagesAfterAppend.length > 0 ||
      readStates.length > 0 ||
      log.unstable.hasNextEntries() ||
      log.unstable.nextSnapshot() !== null ||
      log.hasNextCommittedEntries(false) ||
      this.#changedSoftState() !== null ||
      this.#changedHardState() !== null
    );
  }

  /** The Ready, and what the two threads are to do for it. */
  readyWithWork(): { readonly ready: Ready; readonly work: readonly ThreadWork[] } {
    const raft = this.#raft;
    const { log, id } = raft;
    this.#number += 1;
    const committedEntries = log.nextCommittedEntries(false);
    const ready: Ready = {
      kind: "leading",
      number: this.#number,
      softState: this.#changedSoftState(),
      hardState: this.#changedHardState(),
      readStates: raft.readStates,
      entries: log.unstable.nextEntries(),
      snapshot: log.unstable.nextSnapshot(),
      committedEntries,
      messages: raft.messages,
      persistedMessages: [],
      mustSync: false,
    };
    const work: ThreadWork[] = [];
    const responses: Parcel[] = raft.messagesAfterAppend;
    const { hardState, entries, snapshot } = ready;
    if (entries.length > 0 || hardState !== null || snapshot !== null || responses.length > 0) {
      if (log.unstable.length > 0 || snapshot !== null) {
        const last = log.unstable.length > 0 ? log.lastEntryId() : null;
        responses.push({ type: "storageAppendResponse", to: id, term: raft.term, last, snapshot });
      }
      work.push({ kind: "append", from: id, hardState, entries, snapshot, responses });
    }
    if (committedEntries.length > 0) {
      const done = { type: "storageApplyResponse", to: id, entries: committedEntries } as const;
      work.push({ kind: "apply", from: id, entries: committedEntries, responses: [done] });
    }
    raft.messages = [];
    raft.messagesAfterAppend = [];
    raft.readStates = [];
    raft.outboxNumber += 1;
    log.unstable.acceptInProgress();
    log.acceptApplying(committedEntries, false);
    this.#softState = ready.softState ?? this.#softState;
    this.#hardState = hardState ?? this.#hardState;
    return { ready, work };
  }

  #currentSoftState(): SoftState {
    return { leader: this.#raft.leader, role: this.#raft.role.name };
  }

  #changedSoftState(): SoftState | null {
    const now = this.#currentSoftState();
    const { leader, role } = this.#softState;
    return now.leader === leader && now.role === role ? null : now;
  }

  #changedHardState(): HardState | null {
    const now = this.#raft.hardState();
    const { term, vote, commit } = this.#hardState;
    return now.term === term && now.vote === vote && now.commit === commit ? null : now;
  }
}
