import type { NodeId, RaftStatus } from "../raft/index.ts";
import type { MemberBook } from "../storage/types.ts";
import { RaftError } from "./errors.ts";
import type { TransferRequest } from "./leadership-transfers.ts";

/**
 * Whom leadership is to be handed to, decided on the facts of this moment, without side effects; the leader's own id, or another's, where that one
 * leads already. A member that is not heard from would only cost an election timeout without proposals.
 *
 * @throws RaftError NOT_LEADER | RAFT, with the rule that it would break.
 */
export function planTransfer(
  request: TransferRequest,
  facts: {
    readonly status: RaftStatus;
    readonly memberBook: Pick<MemberBook, "configurationIndex">;
  },
): NodeId {
  const { status, memberBook } = facts;
  const { to, configurationIndex } = request;
  if (to !== null && status.leader === to) {
    return to;
  }
  if (status.role !== "leader") {
    throw new RaftError(
      `node ${status.id} does not lead: ask ${status.leader === null ? "the leader, once there is one," : `node ${status.leader}`} to hand over`,
      { code: "NOT_LEADER", leader: status.leader },
    );
  }
  if (configurationIndex !== null && configurationIndex !== memberBook.configurationIndex) {
    throw new RaftError(
      `the hand-over was planned on the configuration of index ${configurationIndex}, in force is that of ${memberBook.configurationIndex}: read it again`,
      { code: "RAFT", reason: "configurationChanged" },
    );
  }
  return to === null ? findBest(status) : checkTarget(to, status);
}

function checkTarget(to: NodeId, status: RaftStatus): NodeId {
  if (!status.confState.voters.includes(to)) {
    throw new RaftError(
      `leadership cannot go to node ${to}: the voters are [${status.confState.voters.join(", ")}]`,
      { code: "RAFT", reason: "notAMember" },
    );
  }
  if (status.progress?.some(({ id, recentActive }) => id === to && recentActive) !== true) {
    throw createRefused(`leadership cannot go to node ${to} now: it is not heard from`);
  }
  return to;
}

/** The voter that lacks least of the log, of those that are heard from; the lowest id of equals. */
function findBest(status: RaftStatus): NodeId {
  let best: { readonly id: NodeId; readonly match: number } | null = null;
  for (const { id, match, recentActive } of status.progress ?? []) {
    const isCandidate = id !== status.id && recentActive && status.confState.voters.includes(id);
    if (isCandidate && (best === null || match > best.match)) {
      best = { id, match };
    }
  }
  if (best === null) {
    throw createRefused(
      `leadership cannot be handed over: no other voter of [${status.confState.voters.join(", ")}] is heard from`,
    );
  }
  return best.id;
}

function createRefused(message: string): RaftError {
  return new RaftError(message, { code: "RAFT", reason: "transferRefused" });
}
