import { jointCommittedIndex } from "./quorum.ts";
import type { Raft } from "./raft.ts";
import { ignored, STEPPED, type StepResult } from "./results.ts";
import type { LeaderRole } from "./role.ts";
import { EMPTY_BYTES, type LogIndex, type NodeId } from "./types.ts";

/**
 * Linearizable reads without a log entry (Raft section 8, thesis 6.4): the leader notes its commit index, proves by a round of heartbeats
 * that it still leads, and the read is served once that index is applied.
 *
 * Each read has a number of this node's own, in the order of arrival and never used twice; a heartbeat carries the newest one. An answer to number n was sent by a
 * node that heard from this leader after read n arrived, so it confirms every read up to n; an answer to an older heartbeat confirms nothing newer.
 */

interface ReadRequest {
  readonly from: NodeId;
  readonly context: Uint8Array;
}

interface NumberedRead extends ReadRequest {
  readonly sequence: number;
  /** The leader's commit index when the read arrived. */
  readonly index: LogIndex;
}

export class ReadQueue {
  /** Arrived before this leader committed an entry of its own term: its commit index may be behind what was committed before. */
  readonly #postponed: ReadRequest[] = [];
  readonly #numbered: NumberedRead[] = [];
  readonly #countMax: number;
  /** The newest number that a heartbeat has carried. */
  sentSequence = 0;

  constructor(countMax: number) {
    this.#countMax = countMax;
  }

  isFull(): boolean {
    return this.#postponed.length + this.#numbered.length >= this.#countMax;
  }

  /** 0 where no read waits for heartbeats. */
  newestSequence(): number {
    return this.#numbered.at(-1)?.sequence ?? 0;
  }

  postpone(request: ReadRequest): void {
    this.#postponed.push(request);
  }

  takePostponed(): readonly ReadRequest[] {
    return this.#postponed.splice(0);
  }

  hasPostponed(): boolean {
    return this.#postponed.length > 0;
  }

  number(read: NumberedRead): void {
    this.#numbered.push(read);
  }

  /** Reads up to `sequence`, oldest first. */
  takeUpTo(sequence: number): readonly NumberedRead[] {
    let count = 0;
    while ((this.#numbered[count]?.sequence ?? Number.POSITIVE_INFINITY) <= sequence) {
      count += 1;
    }
    return this.#numbered.splice(0, count);
  }
}

/** A leader receives a read, of its own node or forwarded. */
export function receiveRead(raft: Raft, role: LeaderRole, request: ReadRequest): StepResult {
  if (role.reads.isFull()) {
    return ignored("readQueueFull");
  }
  if (raft.hasCommittedInTerm()) {
    numberRead(raft, role, request);
  } else {
    role.reads.postpone(request);
  }
  return STEPPED;
}

/** An entry of the leader's own term is committed: what waited for that goes on. */
export function releasePostponedReads(raft: Raft, role: LeaderRole): void {
  if (role.reads.hasPostponed() && raft.hasCommittedInTerm()) {
    for (const request of role.reads.takePostponed()) {
      numberRead(raft, role, request);
    }
  }
}

function numberRead(raft: Raft, role: LeaderRole, request: ReadRequest): void {
  raft.readSequence += 1;
  const sequence = raft.readSequence;
  role.reads.number({ ...request, sequence, index: raft.log.committed });
  const own = role.progress.get(raft.id);
  if (own !== undefined) {
    own.ackedRead = sequence;
  }
  releaseConfirmedReads(raft, role);
}

/** Serves every read that a quorum has confirmed. */
export function releaseConfirmedReads(raft: Raft, role: LeaderRole): void {
  if (role.reads.newestSequence() === 0) {
    return;
  }
  const confirmed = jointCommittedIndex(raft.confState, role.ackedReads);
  for (const { from, context, index } of role.reads.takeUpTo(confirmed)) {
    if (from === raft.id) {
      raft.readStates.push({ index, context });
    } else {
      raft.send({
        type: "readIndexResponse",
        from: raft.id,
        to: from,
        term: raft.term,
        index,
        context,
      });
    }
  }
}

/** The number of a read as a heartbeat's context; none for 0. */
export function encodeReadSequence(sequence: number): Uint8Array {
  if (sequence === 0) {
    return EMPTY_BYTES;
  }
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(sequence / 2 ** 32));
  view.setUint32(4, sequence % 2 ** 32);
  return bytes;
}

/** 0 for a context that is not one of `encodeReadSequence`. */
export function decodeReadSequence(context: Uint8Array): number {
  if (context.length !== 8) {
    return 0;
  }
  const view = new DataView(context.buffer, context.byteOffset, context.byteLength);
  return view.getUint32(0) * 2 ** 32 + view.getUint32(4);
}
