import type { Entry, EntryId, LogIndex, NodeId, Term } from "../raft/index.ts";
import type { CommandResult } from "../state-machine/types.ts";
import type { DeadlineTimers } from "../utils/deadline.ts";
import { createDeferred } from "../utils/deferred.ts";
import type { NodeMetrics, ProposalOutcome } from "../utils/metrics.ts";
import { type ProposalDropReason, RaftError, type RaftErrorDetail } from "./errors.ts";
import { RequestIds } from "./request-id.ts";

/** What became of one committed entry, in log order. */
export interface AppliedEntry {
  readonly entry: Entry;
  /** Null for an entry that no state machine sees. */
  readonly result: CommandResult | null;
}

export interface ProposalAnswer {
  readonly index: LogIndex;
  readonly term: Term;
  /** Null for a configuration change. */
  readonly result: CommandResult | null;
}

/** A proposal without an answer yet. */
export interface PendingProposal {
  readonly sequence: number;
  readonly kind: "command" | "confChange";
  /** The entry's context. */
  readonly context: Uint8Array;
  /** The entry's data; empty for a configuration change, which is made when it is its turn. */
  readonly data: Uint8Array;
  readonly answer: Promise<ProposalAnswer>;
}

/** `queued`: not in the log. `appended`: at a place in this leader's log. `forwarded`: sent to the leader of a term, who appends it in that term or never. */
type Stage =
  | { readonly kind: "queued" }
  | { readonly kind: "appended"; readonly entry: EntryId }
  | { readonly kind: "forwarded"; readonly term: Term };

interface Waiter {
  readonly proposal: PendingProposal;
  readonly sizeBytes: number;
  readonly resolve: (answer: ProposalAnswer) => void;
  readonly reject: (error: RaftError) => void;
  readonly release: () => void;
  stage: Stage;
}

export interface ProposalsOptions {
  readonly nodeId: NodeId;
  readonly startNonce: number;
  /** Proposals without an answer, queued and appended together. */
  readonly pendingMax: number;
  readonly pendingBytesMax: number;
  readonly configChangesPendingMax: number;
}

export interface ProposalsDependencies {
  readonly deadlines: DeadlineTimers;
  readonly metrics: NodeMetrics;
}

/**
 * Everyone who waits for a proposal, by the id that the entry carries:
 *
 *     queued --append--> appended, forwarded --its entry applied-----> answered
 *       |                           |-----another entry there------> PROPOSAL_DROPPED (overwritten)
 *       |                           |-----entry of a higher term---> PROPOSAL_DROPPED (overwritten)
 *       |                           '-----deadline, stop, snapshot-> OUTCOME_UNKNOWN
 *       '--deadline, signal--> PROPOSAL_DROPPED
 *
 * A forwarded one that never left this node is queued again. A waiter is answered exactly once, and never before its entry is applied and written.
 */
export class Proposals {
  readonly #options: ProposalsOptions;
  readonly #deadlines: DeadlineTimers;
  readonly #metrics: NodeMetrics;
  readonly #ids: RequestIds;
  /** Every waiter by sequence. */
  readonly #waiters = new Map<number, Waiter>();
  /** Commands not in the log yet, oldest first: a map, so that one whose time is over leaves from the middle. */
  readonly #queued = new Map<number, Waiter>();
  /** Appended ones by their place in this node's log. */
  readonly #byIndex = new Map<LogIndex, Waiter>();
  /**
   * Appended in a former leadership, and since cut out of this node's log for another proposal. Another member may still hold such an entry and commit it
   * (Raft section 5.4.2, figure 8), so only what is committed in its place rules it out.
   */
  readonly #displaced = new Set<Waiter>();
  readonly #forwarded = new Set<Waiter>();
  #pendingBytes = 0;
  #configChangesPending = 0;
  #heldReason: ProposalDropReason = "expired";
  #lastAppliedTerm: Term = 0;

  constructor(options: ProposalsOptions, dependencies: ProposalsDependencies) {
    this.#options = options;
    this.#deadlines = dependencies.deadlines;
    this.#metrics = dependencies.metrics;
    this.#ids = new RequestIds(options);
  }

  get pendingCount(): number {
    return this.#waiters.size;
  }

  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  get queuedCount(): number {
    return this.#queued.size;
  }

  /**
   * Takes a proposal in. A command also joins the queue.
   *
   * @throws RaftError PROPOSAL_DROPPED, `queueFull` past a bound, `cancelled` when the signal has fired; nothing is kept then.
   */
  open(request: {
    readonly kind: "command" | "confChange";
    readonly data: Uint8Array;
    readonly deadlineMs: number;
    readonly signal: AbortSignal | undefined;
  }): PendingProposal {
    this.#checkLimits(request);
    if (request.signal?.aborted === true) {
      throw this.#createDropped("cancelled", "the caller cancelled the proposal before it began");
    }
    const sequence = this.#ids.nextSequence();
    const { promise, resolve, reject } = createDeferred<ProposalAnswer>();
    const proposal: PendingProposal = {
      sequence,
      kind: request.kind,
      context: this.#ids.encode(sequence),
      data: request.data,
      answer: promise,
    };
    const deadline = this.#deadlines.add(request.deadlineMs, () => this.#giveUp(waiter, "expired"));
    const cancel = (): void => this.#giveUp(waiter, "cancelled");
    request.signal?.addEventListener("abort", cancel, { once: true });
    const waiter: Waiter = {
      proposal,
      sizeBytes: request.data.length,
      resolve,
      reject,
      release: () => {
        deadline[Symbol.dispose]();
        request.signal?.removeEventListener("abort", cancel);
      },
      stage: { kind: "queued" },
    };
    this.#waiters.set(sequence, waiter);
    this.#pendingBytes += waiter.sizeBytes;
    if (request.kind === "command") {
      this.#queued.set(sequence, waiter);
    } else {
      this.#configChangesPending += 1;
    }
    return proposal;
  }

  /** The oldest queued commands, left in the queue: at least one where there is any, then as many as fit. */
  nextBatch(limits: {
    readonly entriesMax: number;
    readonly bytesMax: number;
  }): readonly PendingProposal[] {
    const batch: PendingProposal[] = [];
    let bytes = 0;
    for (const { proposal, sizeBytes } of this.#queued.values()) {
      bytes += sizeBytes;
      if (batch.length > 0 && (batch.length >= limits.entriesMax || bytes > limits.bytesMax)) {
        break;
      }
      batch.push(proposal);
    }
    return batch;
  }

  /** False once it is answered: a configuration change whose time ended before its turn must not be proposed. */
  isPending(proposal: PendingProposal): boolean {
    return this.#waiters.has(proposal.sequence);
  }

  /** They stand in the log, the first one at `first`, without a gap. */
  appended(batch: readonly PendingProposal[], first: EntryId): void {
    let { index } = first;
    for (const { sequence } of batch) {
      const waiter = this.#waiters.get(sequence);
      if (waiter !== undefined) {
        this.#queued.delete(sequence);
        waiter.stage = { kind: "appended", entry: { term: first.term, index } };
        const displaced = this.#byIndex.get(index);
        if (displaced !== undefined) {
          this.#displaced.add(displaced);
        }
        this.#byIndex.set(index, waiter);
      }
      index += 1;
    }
  }

  /** They were sent to the leader of `term`; where they come to stand is seen when they are applied. */
  forwarded(batch: readonly PendingProposal[], term: Term): void {
    for (const { sequence } of batch) {
      const waiter = this.#waiters.get(sequence);
      if (waiter !== undefined) {
        this.#queued.delete(sequence);
        waiter.stage = { kind: "forwarded", term };
        this.#forwarded.add(waiter);
      }
    }
  }

  /** They never left this node after all: commands join the queue again, before those that came later. */
  unsent(entries: readonly Pick<Entry, "context">[]): void {
    const later = [...this.#queued];
    this.#queued.clear();
    for (const { context } of entries) {
      const sequence = this.#ids.sequenceOf(context);
      const waiter = sequence === null ? undefined : this.#waiters.get(sequence);
      if (waiter?.stage.kind === "forwarded" && waiter.proposal.kind === "command") {
        this.#forwarded.delete(waiter);
        waiter.stage = { kind: "queued" };
        this.#queued.set(waiter.proposal.sequence, waiter);
      }
    }
    for (const [sequence, waiter] of later) {
      this.#queued.set(sequence, waiter);
    }
  }

  /** The queue waits for `reason` to end; it is what those are told whose deadline passes meanwhile. Null: it moves. */
  hold(reason: ProposalDropReason | null): void {
    this.#heldReason = reason ?? "expired";
  }

  /** Answers one that certainly is not in the log. */
  refuse(proposal: PendingProposal, error: RaftError): void {
    const waiter = this.#waiters.get(proposal.sequence);
    if (waiter !== undefined) {
      this.#fail(waiter, error, "dropped");
    }
  }

  /** Answers one that needs no entry. */
  answer(proposal: PendingProposal, answer: ProposalAnswer): void {
    const waiter = this.#waiters.get(proposal.sequence);
    if (waiter !== undefined) {
      this.#succeed(waiter, answer);
    }
  }

  /** Committed entries are applied and written, in order. */
  applied(applied: readonly AppliedEntry[]): void {
    for (const { entry, result } of applied) {
      const sequence = this.#ids.sequenceOf(entry.context);
      const own = sequence === null ? undefined : this.#waiters.get(sequence);
      if (own !== undefined) {
        this.#settle(own, entry, result);
      }
      const other = this.#byIndex.get(entry.index);
      if (other !== undefined) {
        this.#overwritten(other);
      }
      if (entry.term > this.#lastAppliedTerm || this.#displaced.size > 0) {
        this.#lastAppliedTerm = entry.term;
        this.#dropRuledOut(entry);
      }
    }
  }

  /** The log up to `index` came as a snapshot: what was applied under it cannot be told apart. */
  installed(index: LogIndex): void {
    for (const waiter of this.#forwarded) {
      this.#fail(
        waiter,
        createOutcomeUnknown(null, "the log was replaced by a snapshot"),
        "unknown",
      );
    }
    for (const waiter of this.#waiters.values()) {
      if (waiter.stage.kind === "appended" && waiter.stage.entry.index <= index) {
        this.#fail(
          waiter,
          createOutcomeUnknown(waiter.stage.entry.index, "the log was replaced by a snapshot"),
          "unknown",
        );
      }
    }
  }

  /** Answers all: those in the log with OUTCOME_UNKNOWN, the others with STOPPED. */
  stop(cause: Error | null): void {
    const options = cause === null ? {} : { cause };
    for (const waiter of this.#waiters.values()) {
      if (waiter.stage.kind === "queued") {
        const error = new RaftError(
          "the node stopped before the proposal was appended",
          { code: "STOPPED" },
          options,
        );
        this.#fail(waiter, error, "dropped");
      } else {
        const index = waiter.stage.kind === "appended" ? waiter.stage.entry.index : null;
        this.#fail(waiter, createOutcomeUnknown(index, "the node stopped", options), "unknown");
      }
    }
  }

  #checkLimits(request: { readonly kind: string; readonly data: Uint8Array }): void {
    const { pendingMax, pendingBytesMax, configChangesPendingMax } = this.#options;
    if (request.kind === "confChange") {
      if (this.#configChangesPending >= configChangesPendingMax) {
        throw this.#createQueueFull(
          `${configChangesPendingMax} membership changes wait already: try again when they are answered`,
        );
      }
      return;
    }
    if (
      this.#waiters.size >= pendingMax ||
      this.#pendingBytes + request.data.length > pendingBytesMax
    ) {
      throw this.#createQueueFull(
        `${this.#waiters.size} proposals of ${this.#pendingBytes} bytes wait already, allowed are ${pendingMax} of ${pendingBytesMax} bytes: try again later`,
      );
    }
  }

  #settle(waiter: Waiter, entry: Entry, result: CommandResult | null): void {
    if (waiter.proposal.kind === "confChange" && entry.type === "normal") {
      this.#fail(
        waiter,
        new RaftError(
          `the membership change at index ${entry.index} was refused: another one is not finished`,
          { code: "RAFT", reason: "confChangeRefused" },
        ),
        "dropped",
      );
      return;
    }
    this.#succeed(waiter, { index: entry.index, term: entry.term, result });
  }

  /**
   * Another entry at a waiter's place rules it out, and so does one of a higher term at or before it: terms never fall along a log
   * (Raft section 5.3).
   */
  #dropRuledOut(committed: EntryId): void {
    for (const waiter of [...this.#byIndex.values(), ...this.#displaced]) {
      if (waiter.stage.kind === "appended") {
        const { index, term } = waiter.stage.entry;
        if (index === committed.index || (term < committed.term && index >= committed.index)) {
          this.#overwritten(waiter);
        }
      }
    }
    for (const waiter of this.#forwarded) {
      if (waiter.stage.kind === "forwarded" && waiter.stage.term < committed.term) {
        this.#fail(
          waiter,
          this.#createDropped(
            "overwritten",
            `the leader of term ${waiter.stage.term} did not append the proposal that was forwarded to it, or another leader's entry took its place: propose it again`,
          ),
          "dropped",
        );
      }
    }
  }

  #overwritten(waiter: Waiter): void {
    if (waiter.stage.kind === "appended") {
      const { index, term } = waiter.stage.entry;
      this.#fail(
        waiter,
        this.#createDropped(
          "overwritten",
          `the proposal of term ${term} lost its place at index ${index} to another leader's entry: propose it again`,
        ),
        "dropped",
      );
    }
  }

  #giveUp(waiter: Waiter, reason: "expired" | "cancelled"): void {
    if (waiter.stage.kind === "queued") {
      const told = reason === "expired" ? this.#heldReason : reason;
      this.#fail(
        waiter,
        this.#createDropped(told, `the proposal was not appended in its time: ${told}`),
        "dropped",
      );
      return;
    }
    const index = waiter.stage.kind === "appended" ? waiter.stage.entry.index : null;
    this.#fail(
      waiter,
      createOutcomeUnknown(
        index,
        reason === "expired" ? "its deadline passed" : "the caller cancelled it",
      ),
      "unknown",
    );
  }

  /** Refused at the door: no waiter's end counts it, and an overload must show in the metrics. */
  #createQueueFull(message: string): RaftError {
    this.#metrics.proposalsTotal.inc({ outcome: "dropped" });
    return this.#createDropped("queueFull", message);
  }

  #createDropped(reason: ProposalDropReason, message: string): RaftError {
    const detail: RaftErrorDetail = { code: "PROPOSAL_DROPPED", reason };
    return new RaftError(message, detail);
  }

  #succeed(waiter: Waiter, answer: ProposalAnswer): void {
    this.#close(waiter, answer.result?.kind === "rejected" ? "rejected" : "applied");
    waiter.resolve(answer);
  }

  #fail(waiter: Waiter, error: RaftError, outcome: ProposalOutcome): void {
    this.#close(waiter, outcome);
    waiter.reject(error);
  }

  #close(waiter: Waiter, outcome: ProposalOutcome): void {
    const { sequence, kind } = waiter.proposal;
    this.#waiters.delete(sequence);
    this.#queued.delete(sequence);
    this.#forwarded.delete(waiter);
    if (waiter.stage.kind === "appended") {
      const { index } = waiter.stage.entry;
      if (this.#byIndex.get(index) === waiter) {
        this.#byIndex.delete(index);
      }
      this.#displaced.delete(waiter);
    }
    this.#pendingBytes -= waiter.sizeBytes;
    this.#configChangesPending -= kind === "confChange" ? 1 : 0;
    waiter.release();
    this.#metrics.proposalsTotal.inc({ outcome });
  }
}

function createOutcomeUnknown(
  index: LogIndex | null,
  why: string,
  options?: ErrorOptions,
): RaftError {
  const place = index === null ? "" : ` at index ${index}`;
  return new RaftError(
    `the outcome of the proposal${place} is not known, because ${why}: it may still commit, read it back`,
    { code: "OUTCOME_UNKNOWN", index },
    options,
  );
}
