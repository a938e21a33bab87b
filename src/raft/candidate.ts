import { campaign, commitByVote } from "./election.ts";
import { receiveAppend, receiveHeartbeat, receiveSnapshot } from "./follower.ts";
import { hex, messageName, roleName } from "./formatter.ts";
import { broadcastAppend } from "./leader.ts";
import { voterIds } from "./membership.ts";
import type { Message, MessageOf } from "./message.ts";
import { jointVoteResult } from "./quorum.ts";
import type { Raft } from "./raft.ts";
import { ignored, STEPPED, type StepResult } from "./results.ts";
import type { CandidateRole, PreCandidateRole } from "./role.ts";

type VoteResponse = MessageOf<"requestVoteResponse" | "requestPreVoteResponse">;

/** A candidate or pre-candidate receives a message of its own term. */
export function stepCandidate(
  raft: Raft,
  role: CandidateRole | PreCandidateRole,
  message: Message,
): StepResult {
  switch (message.type) {
    case "propose":
      raft.logger.info(`${hex(raft.id)} no leader at term ${raft.term}; dropping proposal`);
      return ignored("noLeader");
    case "append":
      // Somebody else leads this term.
      return receiveAppend(raft, raft.becomeFollower(raft.term, message.from), message);
    case "heartbeat":
      return receiveHeartbeat(raft, message);
    case "snapshot":
      return receiveSnapshot(raft, message);
    case "requestVoteResponse":
      return role.name === "candidate" ? receiveVote(raft, role, message) : STEPPED;
    case "requestPreVoteResponse":
      return role.name === "preCandidate" ? receiveVote(raft, role, message) : STEPPED;
    case "readIndex":
    case "transferLeader":
      return ignored("noLeader");
    case "timeoutNow":
      raft.logger.debug(
        `${hex(raft.id)} [term ${raft.term} state ${roleName(role.name)}] ignored MsgTimeoutNow from ${hex(message.from)}`,
      );
      return STEPPED;
    default:
      return STEPPED;
  }
}

function receiveVote(
  raft: Raft,
  role: CandidateRole | PreCandidateRole,
  message: VoteResponse,
): StepResult {
  const { votes } = role;
  const name = messageName(message.type);
  raft.logger.info(
    `${hex(raft.id)} received ${name}${message.reject ? " rejection" : ""} from ${hex(message.from)} at term ${raft.term}`,
  );
  if (message.reject) {
    commitByVote(raft, message);
    if (raft.role !== role) {
      return STEPPED;
    }
  }
  if (!votes.has(message.from)) {
    // The first answer of a node counts: a second one is a duplicate.
    votes.set(message.from, !message.reject);
  }
  let granted = 0;
  let rejected = 0;
  for (const id of voterIds(raft.confState)) {
    const vote = votes.get(id);
    granted += vote === true ? 1 : 0;
    rejected += vote === false ? 1 : 0;
  }
  raft.logger.info(
    `${hex(raft.id)} has received ${granted} ${name} votes and ${rejected} vote rejections`,
  );
  switch (jointVoteResult(raft.confState, votes)) {
    case "won":
      if (role.name === "preCandidate") {
        campaign(raft, "election");
      } else {
        raft.becomeLeader();
        broadcastAppend(raft);
      }
      return STEPPED;
    case "lost":
      raft.becomeFollower(raft.term, null);
      return STEPPED;
    default:
      return STEPPED;
  }
}
