import { campaignIfAllowed } from "./election.ts";
import { hex } from "./formatter.ts";
import type { Message, MessageOf } from "./message.ts";
import type { Raft } from "./raft.ts";
import { ignored, STEPPED, type StepResult } from "./results.ts";
import type { FollowerRole } from "./role.ts";
import type { LogIndex, NodeId } from "./types.ts";

/** A follower receives a message of its own term, or one that has none. */
export function stepFollower(raft: Raft, role: FollowerRole, message: Message): StepResult {
  switch (message.type) {
    case "propose":
      return forwardProposal(raft, role, message);
    case "append":
      hearLeader(raft, role, message.from);
      return receiveAppend(raft, role, message);
    case "heartbeat":
      hearLeader(raft, role, message.from);
      answerHeartbeat(raft, message);
      return STEPPED;
    case "snapshot":
      hearLeader(raft, role, message.from);
      restoreSnapshot(raft, message);
      return STEPPED;
    case "transferLeader":
      if (role.leader === null) {
        raft.logger.info(
          `${hex(raft.id)} no leader at term ${raft.term}; dropping leader transfer msg`,
        );
        return ignored("noLeader");
      }
      raft.send({ ...message, to: role.leader, term: raft.term });
      return STEPPED;
    case "forgetLeader":
      forgetLeader(raft, role);
      return STEPPED;
    case "timeoutNow":
      raft.logger.info(
        `${hex(raft.id)} [term ${raft.term}] received MsgTimeoutNow from ${hex(message.from)} and starts an election to get leadership.`,
      );
      // The leader wants it, so there is no point in asking before.
      return campaignIfAllowed(raft, "transfer");
    case "readIndex":
      if (role.leader === null) {
        raft.logger.info(
          `${hex(raft.id)} no leader at term ${raft.term}; dropping index reading msg`,
        );
        return ignored("noLeader");
      }
      raft.send({ ...message, to: role.leader });
      return STEPPED;
    case "readIndexResponse":
      raft.readStates.push({ index: message.index, context: message.context });
      return STEPPED;
    default:
      return STEPPED;
  }
}

function hearLeader(raft: Raft, role: FollowerRole, leader: NodeId): void {
  raft.electionElapsed = 0;
  role.leader = leader;
}

function forwardProposal(
  raft: Raft,
  role: FollowerRole,
  message: MessageOf<"propose">,
): StepResult {
  const id = hex(raft.id);
  if (role.leader === null) {
    raft.logger.info(`${id} no leader at term ${raft.term}; dropping proposal`);
    return ignored("noLeader");
  }
  if (raft.config.disableProposalForwarding) {
    raft.logger.info(
      `${id} not forwarding to leader ${hex(role.leader)} at term ${raft.term}; dropping proposal`,
    );
    return ignored("forwardingDisabled");
  }
  raft.send({ ...message, to: role.leader });
  return STEPPED;
}

/** Lets a follower that knows its leader to be gone grant votes at once, in the same term. */
function forgetLeader(raft: Raft, role: FollowerRole): void {
  if (raft.config.readOnly === "leaseBased") {
    raft.logger.error("ignoring MsgForgetLeader due to ReadOnlyLeaseBased");
  } else if (role.leader !== null) {
    raft.logger.info(`${hex(raft.id)} forgetting leader ${hex(role.leader)} at term ${raft.term}`);
    role.leader = null;
  }
}

/** Appends what follows on an entry that is here; otherwise answers with the best guess where the logs part (Raft section 5.3). */
export function receiveAppend(
  raft: Raft,
  role: FollowerRole,
  message: MessageOf<"append">,
): StepResult {
  const { log } = raft;
  if (!isRun(message)) {
    raft.logger.warning(
      `${hex(raft.id)} ignored a MsgApp from ${hex(message.from)} whose entries are not a run after [logterm: ${message.logTerm}, index: ${message.index}]`,
    );
    return ignored("malformed");
  }
  if (role.requestedSnapshot !== 0) {
    sendSnapshotRequest(raft, role, message.from);
    return STEPPED;
  }
  if (message.index < log.committed) {
    // What is committed agrees with every leader to come: it can go on from there.
    raft.acknowledgeAppend(message.from, log.committed);
    return STEPPED;
  }
  const previous = { term: message.logTerm, index: message.index };
  const last = log.appendFromLeader(previous, message);
  if (last !== null) {
    raft.acknowledgeAppend(message.from, last);
    return STEPPED;
  }
  raft.logger.debug(
    `${hex(raft.id)} [logterm: ${log.term(message.index) ?? 0}, index: ${message.index}] rejected MsgApp [logterm: ${message.logTerm}, index: ${message.index}] from ${hex(message.from)}`,
  );
  // Everything here of a later term than the leader's entry before is not in the leader's log: skip it at once, not entry by entry.
  const hint = log.findConflictByTerm(Math.min(message.index, log.lastIndex()), message.logTerm);
  reject(raft, message.from, { index: message.index, hint, requestSnapshot: 0 });
  return STEPPED;
}

/** Entries follow one another without a gap, and their terms never fall nor exceed the leader's. */
function isRun(message: MessageOf<"append">): boolean {
  let { index, logTerm: term } = message;
  for (const entry of message.entries) {
    index += 1;
    if (entry.index !== index || entry.term < term || entry.term > message.term) {
      return false;
    }
    term = entry.term;
  }
  return true;
}

function reject(
  raft: Raft,
  to: NodeId,
  answer: {
    readonly index: LogIndex;
    readonly hint: { readonly index: LogIndex; readonly term: number };
    readonly requestSnapshot: LogIndex;
  },
): void {
  raft.send({
    type: "appendResponse",
    from: raft.id,
    to,
    term: raft.term,
    index: answer.index,
    logTerm: answer.hint.term,
    reject: true,
    rejectHint: answer.hint.index,
    requestSnapshot: answer.requestSnapshot,
  });
}

/** raft-rs: asks the leader for a snapshot in the place of appends, such as after local data turned out to be damaged. */
export function requestSnapshot(raft: Raft): StepResult {
  const { role, log } = raft;
  if (role.name !== "follower" || role.leader === null) {
    return ignored(role.name === "leader" ? "alreadyLeader" : "noLeader");
  }
  if (role.requestedSnapshot !== 0 || log.unstable.snapshot !== null) {
    return ignored("snapshotPending");
  }
  if (log.lastIndex() > log.committed) {
    // The snapshot takes the place of the log, so it must cover all that was acknowledged; and what is not committed may never be without this node.
    return ignored("logNotCommitted");
  }
  role.requestedSnapshot = Math.max(log.committed, 1);
  sendSnapshotRequest(raft, role, role.leader);
  return STEPPED;
}

function sendSnapshotRequest(raft: Raft, role: FollowerRole, to: NodeId): void {
  reject(raft, to, {
    index: raft.log.committed,
    hint: raft.log.lastEntryId(),
    requestSnapshot: role.requestedSnapshot,
  });
}

/** For a candidate too, which thereby learns that somebody else leads its term. */
export function receiveHeartbeat(raft: Raft, message: MessageOf<"heartbeat">): StepResult {
  raft.becomeFollower(raft.term, message.from);
  answerHeartbeat(raft, message);
  return STEPPED;
}

function answerHeartbeat(raft: Raft, message: MessageOf<"heartbeat">): void {
  raft.log.commitTo(message.commit);
  raft.send({
    type: "heartbeatResponse",
    from: raft.id,
    to: message.from,
    term: raft.term,
    context: message.context,
  });
}

export function receiveSnapshot(raft: Raft, message: MessageOf<"snapshot">): StepResult {
  raft.becomeFollower(raft.term, message.from);
  restoreSnapshot(raft, message);
  return STEPPED;
}

function restoreSnapshot(raft: Raft, message: MessageOf<"snapshot">): void {
  const { index, term } = message.snapshot.metadata;
  const isRestored = raft.restore(message.snapshot);
  raft.logger.info(
    `${hex(raft.id)} [commit: ${raft.log.committed}] ${isRestored ? "restored" : "ignored"} snapshot [index: ${index}, term: ${term}]`,
  );
  raft.acknowledgeAppend(message.from, isRestored ? raft.log.lastIndex() : raft.log.committed);
}
