import type { ConfChangeRequest, ConfState, LogIndex, NodeId } from "../raft/index.ts";
import type { MemberAddress, MemberBook } from "../storage/types.ts";
import { decodeMemberContext } from "./member-context.ts";

/** Every id that has a part in the configuration, the outgoing half of a joint one included; ascending. */
export function memberIds(confState: ConfState): readonly NodeId[] {
  const ids = new Set([
    ...confState.voters,
    ...confState.learners,
    ...confState.votersOutgoing,
    ...confState.learnersNext,
  ]);
  return [...ids].sort((left, right) => left - right);
}

/** True for an id that was used and is no member's any more: it never will be one again. An id above the highest may still become one. */
export function isRemovedMember(nodeId: NodeId, book: MemberBook): boolean {
  return nodeId <= book.highestNodeId && !book.members.some((member) => member.nodeId === nodeId);
}

/** The changes of either version in one form. */
export function listChanges(
  request: ConfChangeRequest,
): readonly { readonly type: string; readonly nodeId: NodeId }[] {
  return request.version === "v1" ? [request.change] : request.changes;
}

/**
 * The book once the change at `index` is applied and `confState` is in force: new members come from the change's context, those that have left the
 * configuration leave the book, and the highest id never falls.
 *
 * @throws MemberContextError when the change's context cannot be read.
 */
export function updateMemberBook(
  book: MemberBook,
  applied: {
    readonly index: LogIndex;
    readonly change: ConfChangeRequest;
    readonly confState: ConfState;
  },
): MemberBook {
  const byId = new Map<NodeId, MemberAddress>();
  for (const member of [...book.members, ...decodeMemberContext(applied.change.context)]) {
    byId.set(member.nodeId, member);
  }
  const ids = memberIds(applied.confState);
  const members: MemberAddress[] = [];
  for (const nodeId of ids) {
    members.push(byId.get(nodeId) ?? { nodeId, address: "", storeId: "" });
  }
  const highestNodeId = Math.max(
    book.highestNodeId,
    ...ids,
    ...listChanges(applied.change).map((change) => change.nodeId),
  );
  return { members, highestNodeId, configurationIndex: applied.index };
}
