import { ConfChangeDecodeError, decodeConfChange } from "./conf-change-codec.ts";
import { payloadBytesOfAll } from "./entry-size.ts";
import {
  describeConfChange,
  describeConfiguration,
  describeProgress,
  describeRefusal,
  hex,
  messageName,
} from "./formatter.ts";
import { changeMembership, isJoint, memberIds } from "./membership.ts";
import type { Message, MessageOf } from "./message.ts";
import type { Progress } from "./progress.ts";
import { jointVoteResult } from "./quorum.ts";
import type { Raft } from "./raft.ts";
import {
  decodeReadSequence,
  encodeReadSequence,
  receiveRead,
  releaseConfirmedReads,
} from "./read-index.ts";
import { sendAppend, sendAppendToAll, type SendOptions } from "./replication.ts";
import {
  type ConfChangeRefusal,
  type DropReason,
  ignored,
  type ProposeResult,
  STEPPED,
  type StepResult,
} from "./results.ts";
import type { LeaderRole } from "./role.ts";
import {
  type ConfChangeRequest,
  EMPTY_BYTES,
  type Entry,
  type LogIndex,
  type NodeId,
} from "./types.ts";

/** What a proposer gives of an entry; the leader adds term and index. */
export type ProposedEntry = Pick<Entry, "type" | "data" | "context">;

/** A leader receives a message of its own term, or one that has none. */
export function stepLeader(raft: Raft, role: LeaderRole, message: Message): StepResult {
  switch (message.type) {
    case "propose": {
      const result = propose(raft, role, message.entries);
      return result.kind === "dropped" ? ignored(result.reason) : STEPPED;
    }
    case "readIndex":
      return receiveRead(raft, role, message);
    case "forgetLeader":
      return STEPPED;
    default:
  }
  const progress = role.progress.get(message.from);
  if (progress === undefined) {
    raft.logger.debug(`${hex(raft.id)} no progress available for ${hex(message.from)}`);
    return STEPPED;
  }
  switch (message.type) {
    case "appendResponse":
      receiveAppendResponse(raft, { role, progress, message });
      return STEPPED;
    case "heartbeatResponse":
      receiveHeartbeatResponse(raft, { role, progress, message });
      return STEPPED;
    case "snapStatus":
      receiveSnapshotStatus(raft, progress, message);
      return STEPPED;
    case "unreachable":
      // The message that failed to arrive, and those after it, are lost: find out what is there.
      if (progress.state.name === "replicate") {
        progress.becomeProbe();
      }
      raft.logger.debug(
        `${hex(raft.id)} failed to send message to ${hex(message.from)} because it is unreachable [${describeProgress(progress)}]`,
      );
      return STEPPED;
    case "transferLeader":
      transferLeader(raft, { role, progress, transferee: message.from });
      return STEPPED;
    default:
      return STEPPED;
  }
}

export function broadcastAppend(raft: Raft, role?: LeaderRole, options?: SendOptions): void {
  const leading = role ?? raft.role;
  if (leading.name === "leader") {
    sendAppendToAll(raft, leading, options);
  }
}

/** With the newest read that waits, so that its answers confirm all of them. */
export function broadcastHeartbeat(raft: Raft, role: LeaderRole): void {
  const sequence = role.reads.newestSequence();
  role.reads.sentSequence = Math.max(role.reads.sentSequence, sequence);
  const context = encodeReadSequence(sequence);
  for (const [id, progress] of role.progress) {
    if (id !== raft.id) {
      // Never beyond what the peer is known to have: it may lack the entries up to the leader's commit index, or have others there.
      const commit = Math.min(progress.match, raft.log.committed);
      raft.send({ type: "heartbeat", from: raft.id, to: id, term: raft.term, commit, context });
      progress.sentCommit(commit);
    }
  }
}

/** Before messages are handed out: one round of heartbeats for all the reads that came since the last. */
export function sendWaitingReads(raft: Raft, role: LeaderRole): void {
  if (role.reads.newestSequence() > role.reads.sentSequence) {
    broadcastHeartbeat(raft, role);
  }
}

/** Steps down if no quorum was heard from since the last check (thesis 6.2). */
export function checkQuorum(raft: Raft, role: LeaderRole): void {
  const active = new Map<NodeId, boolean>();
  for (const [id, progress] of role.progress) {
    if (!progress.isLearner) {
      active.set(id, progress.recentActive || id === raft.id);
    }
    progress.recentActive = id === raft.id;
  }
  if (jointVoteResult(raft.confState, active) !== "won") {
    raft.logger.warning(`${hex(raft.id)} stepped down to follower since quorum is not active`);
    raft.becomeFollower(raft.term, null);
  }
}

// Proposals.

/** Appends proposals and sends them, all or none. */
export function propose(
  raft: Raft,
  role: LeaderRole,
  proposed: readonly ProposedEntry[],
): ProposeResult {
  const dropped = whyDropped(raft, role);
  if (dropped !== null) {
    return { kind: "dropped", reason: dropped };
  }
  const first = raft.log.lastIndex() + 1;
  const entries: Entry[] = [];
  let pendingConfIndex = role.pendingConfIndex;
  let refusal: ConfChangeRefusal | null = null;
  for (const { type, data, context } of proposed) {
    const index = first + entries.length;
    const refused =
      type === "normal" ? null : refuseConfChange(raft, { type, data, pendingConfIndex });
    if (refused !== null) {
      refusal = refused;
      // In the place of the change, so that its proposer finds out where it would have been.
      entries.push({ type: "normal", term: raft.term, index, data: EMPTY_BYTES, context });
      continue;
    }
    if (type !== "normal") {
      pendingConfIndex = index;
    }
    entries.push({ type, term: raft.term, index, data, context });
  }
  const bytes = payloadBytesOfAll(entries);
  if (
    role.uncommittedBytes > 0 &&
    bytes > 0 &&
    role.uncommittedBytes + bytes > raft.config.maxUncommittedBytes
  ) {
    raft.logger.warning(
      `${hex(raft.id)} appending new entries to log would exceed uncommitted entry size limit; dropping proposal`,
    );
    return { kind: "dropped", reason: "logFull" };
  }
  role.uncommittedBytes += bytes;
  role.pendingConfIndex = pendingConfIndex;
  raft.appendOwn(entries);
  sendAppendToAll(raft, role);
  return { kind: "appended", entry: { term: raft.term, index: first }, refusal };
}

function whyDropped(raft: Raft, role: LeaderRole): DropReason | null {
  if (!role.progress.has(raft.id)) {
    // It was removed and leads on only until somebody else does.
    return "notMember";
  }
  if (role.transferee !== null) {
    raft.logger.debug(
      `${hex(raft.id)} [term ${raft.term}] transfer leadership to ${hex(role.transferee)} is in progress; dropping proposal`,
    );
    return "transferring";
  }
  return null;
}

/** Null when the change may be appended: then it can be applied to the configuration that will be in force. */
function refuseConfChange(
  raft: Raft,
  proposal: {
    readonly type: "confChange" | "confChangeV2";
    readonly data: Uint8Array;
    readonly pendingConfIndex: LogIndex;
  },
): ConfChangeRefusal | null {
  let request: ConfChangeRequest;
  try {
    request = decodeConfChange(proposal.type, proposal.data);
  } catch (error) {
    if (error instanceof ConfChangeDecodeError) {
      raft.logger.warning(`${hex(raft.id)} ignoring conf change: ${error.message}`);
      return "malformed";
    }
    throw error;
  }
  if (raft.config.disableConfChangeValidation) {
    return null;
  }
  const refused = whyRefused(raft, request, proposal.pendingConfIndex);
  if (refused === null) {
    return null;
  }
  raft.logger.info(
    `${hex(raft.id)} ignoring conf change ${describeConfChange(request)} at config ${describeConfiguration(raft.confState)}: ${refused.text}`,
  );
  return refused.refusal;
}

function whyRefused(
  raft: Raft,
  request: ConfChangeRequest,
  pendingConfIndex: LogIndex,
): { readonly refusal: ConfChangeRefusal; readonly text: string } | null {
  const { confState } = raft;
  const wantsToLeave = request.version === "v2" && request.changes.length === 0;
  if (pendingConfIndex > raft.log.applied) {
    return {
      refusal: "pending",
      text: `possible unapplied conf change at index ${pendingConfIndex} (applied to ${raft.log.applied})`,
    };
  }
  if (isJoint(confState) && !wantsToLeave) {
    return { refusal: "alreadyJoint", text: "must transition out of joint config first" };
  }
  if (!isJoint(confState) && wantsToLeave) {
    return { refusal: "notJoint", text: "not in joint state; refusing empty conf change" };
  }
  const result = changeMembership(confState, request);
  return result.kind === "refused"
    ? { refusal: "invalid", text: describeRefusal(result.reason) }
    : null;
}

/** In a joint configuration that leaves by itself, once the entry that entered it is applied. Asked again at every apply, as it may be dropped. */
export function proposeLeavingJoint(raft: Raft, role: LeaderRole): void {
  const configuration = describeConfiguration(raft.confState);
  const result = propose(raft, role, [
    { type: "confChangeV2", data: EMPTY_BYTES, context: EMPTY_BYTES },
  ]);
  if (result.kind === "dropped") {
    raft.logger.debug(
      `not initiating automatic transition out of joint configuration ${configuration}: raft proposal dropped`,
    );
  } else {
    raft.logger.info(`initiating automatic transition out of joint configuration ${configuration}`);
  }
}

export function followConfiguration(
  raft: Raft,
  role: LeaderRole,
  dropped: ReadonlySet<NodeId>,
): void {
  role.track(memberIds(raft.confState), {
    dropped,
    learners: raft.confState.learners,
    next: raft.log.lastIndex(),
    config: raft.config,
  });
}

// Answers.

interface Answered<T extends Message> {
  readonly role: LeaderRole;
  readonly progress: Progress;
  readonly message: T;
}

function receiveAppendResponse(raft: Raft, answered: Answered<MessageOf<"appendResponse">>): void {
  const { progress, message } = answered;
  progress.recentActive = true;
  if (!message.reject && message.index > raft.log.lastIndex()) {
    raft.logger.warning(
      `${hex(raft.id)} ignored a MsgAppResp from ${hex(message.from)} for index ${message.index}, which is above the last index ${raft.log.lastIndex()}`,
    );
    return;
  }
  if (message.reject) {
    receiveRejection(raft, progress, message);
  } else if (
    progress.acknowledge(message.index) ||
    (progress.match === message.index && progress.hasAnswered())
  ) {
    receiveAcknowledgement(raft, answered);
  }
}

function receiveRejection(
  raft: Raft,
  progress: Progress,
  message: MessageOf<"appendResponse">,
): void {
  const id = hex(raft.id);
  raft.logger.debug(
    `${id} received ${messageName(message.type)}(rejected, hint: (index ${message.rejectHint}, term ${message.logTerm})) from ${hex(message.from)} for index ${message.index}`,
  );
  if (message.requestSnapshot !== 0) {
    // A request that was answered already comes again from appends that were on their way.
    if (progress.state.name !== "snapshot") {
      progress.requestedSnapshot = message.requestSnapshot;
      progress.resume();
      sendAppend(raft, message.from, progress);
    }
    return;
  }
  // The peer has nothing of a later term than its hint's: entries here of later terms are not there (Raft section 5.3).
  const probe =
    message.logTerm > 0
      ? raft.log.findConflictByTerm(message.rejectHint, message.logTerm).index
      : message.rejectHint;
  if (progress.reject(message.index, probe)) {
    raft.logger.debug(
      `${id} decreased progress of ${hex(message.from)} to [${describeProgress(progress)}]`,
    );
    if (progress.state.name === "replicate") {
      progress.becomeProbe();
    }
    sendAppend(raft, message.from, progress);
  }
}

function receiveAcknowledgement(
  raft: Raft,
  { role, progress, message }: Answered<MessageOf<"appendResponse">>,
): void {
  const { from } = message;
  switch (progress.state.name) {
    case "probe":
      progress.becomeReplicate();
      break;
    case "snapshot":
      // Whatever brought it there, be it another snapshot: the log goes on from where it is.
      if (progress.match + 1 >= raft.log.firstIndex()) {
        raft.logger.debug(
          `${hex(raft.id)} recovered from needing snapshot, resumed sending replication messages to ${hex(from)} [${describeProgress(progress)}]`,
        );
        progress.becomeProbe();
        progress.becomeReplicate();
      }
      break;
    default:
      progress.inflights.freeUpTo(message.index);
  }
  if (raft.maybeCommit(role)) {
    sendAppendToAll(raft, role);
  } else if (from !== raft.id && progress.canBumpCommit(raft.log.committed)) {
    sendAppend(raft, from, progress);
  }
  if (from === raft.id) {
    return;
  }
  // The window has room again: fill it.
  while (sendAppend(raft, from, progress, { evenIfEmpty: false })) {
    // Each turn sends one message, until nothing is left or the window is full.
  }
  if (from === role.transferee && progress.match === raft.log.lastIndex()) {
    raft.logger.info(
      `${hex(raft.id)} sent MsgTimeoutNow to ${hex(from)} after received MsgAppResp`,
    );
    sendTimeoutNow(raft, from);
  }
}

function receiveHeartbeatResponse(
  raft: Raft,
  { role, progress, message }: Answered<MessageOf<"heartbeatResponse">>,
): void {
  progress.recentActive = true;
  progress.resume();
  // Also to a peer that has all but is probed: its answer ends the probing.
  if (progress.match < raft.log.lastIndex() || progress.state.name === "probe") {
    sendAppend(raft, message.from, progress);
  }
  const sequence = decodeReadSequence(message.context);
  if (sequence > progress.ackedRead && sequence <= raft.readSequence) {
    progress.ackedRead = sequence;
    releaseConfirmedReads(raft, role);
  }
}

function receiveSnapshotStatus(
  raft: Raft,
  progress: Progress,
  message: MessageOf<"snapStatus">,
): void {
  if (progress.state.name !== "snapshot") {
    return;
  }
  if (message.reject) {
    progress.abortSnapshot();
  } else {
    progress.becomeProbe();
  }
  raft.logger.debug(
    `${hex(raft.id)} snapshot ${message.reject ? "failed" : "succeeded"}, resumed sending replication messages to ${hex(message.from)} [${describeProgress(progress)}]`,
  );
  // Its own answer comes when the snapshot is installed; after a failure the next heartbeat's is time enough to try again.
  progress.pause();
}

// Transfer of leadership (thesis 3.10).

function transferLeader(
  raft: Raft,
  request: {
    readonly role: LeaderRole;
    readonly progress: Progress;
    readonly transferee: NodeId;
  },
): void {
  const { role, progress, transferee } = request;
  const id = hex(raft.id);
  const to = hex(transferee);
  if (progress.isLearner) {
    raft.logger.debug(`${id} is learner. Ignored transferring leadership`);
    return;
  }
  if (role.transferee === transferee) {
    raft.logger.info(
      `${id} [term ${raft.term}] transfer leadership to ${to} is in progress, ignores request to same node ${to}`,
    );
    return;
  }
  if (role.transferee !== null) {
    raft.logger.info(
      `${id} [term ${raft.term}] abort previous transferring leadership to ${hex(role.transferee)}`,
    );
    role.transferee = null;
  }
  if (transferee === raft.id) {
    raft.logger.debug(`${id} is already leader. Ignored transferring leadership to self`);
    return;
  }
  raft.logger.info(`${id} [term ${raft.term}] starts to transfer leadership to ${to}`);
  // It should be done within an election timeout from now.
  raft.electionElapsed = 0;
  role.transferee = transferee;
  if (progress.match === raft.log.lastIndex()) {
    sendTimeoutNow(raft, transferee);
    raft.logger.info(
      `${id} sends MsgTimeoutNow to ${to} immediately as ${to} already has up-to-date log`,
    );
  } else {
    sendAppend(raft, transferee, progress);
  }
}

function sendTimeoutNow(raft: Raft, to: NodeId): void {
  raft.send({ type: "timeoutNow", from: raft.id, to, term: raft.term });
}
