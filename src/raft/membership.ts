import type { ConfChangeRequest, ConfChangeSingle, ConfState, NodeId } from "./types.ts";

/**
 * Changes of the membership as pure functions on configurations (Raft thesis, chapter 4; joint consensus as etcd does it).
 *
 * simple:      one voter more or less, learners at will; old and new majorities overlap by themselves.
 * enter joint: voters becomes votersOutgoing, the changes make the new voters; decisions need both majorities.
 * leave joint: votersOutgoing is given up, learnersNext become learners.
 */

export type MembershipRefusal =
  | "alreadyJoint"
  | "joint"
  | "notJoint"
  | "noVoters"
  | "removesAllVoters"
  | "moreThanOneVoter";

export type MembershipResult =
  | {
      readonly kind: "changed";
      readonly confState: ConfState;
      /** Nodes that were a member before and stopped to be one on the way, be it that they came back: nothing known of them holds. */
      readonly dropped: ReadonlySet<NodeId>;
    }
  | { readonly kind: "refused"; readonly reason: MembershipRefusal };

export function isJoint(confState: ConfState): boolean {
  return confState.votersOutgoing.length > 0;
}

export function isVoter(confState: ConfState, id: NodeId): boolean {
  return confState.voters.includes(id) || confState.votersOutgoing.includes(id);
}

export function isMember(confState: ConfState, id: NodeId): boolean {
  return isVoter(confState, id) || confState.learners.includes(id);
}

/** Voters of both halves, ascending. */
export function voterIds(confState: ConfState): readonly NodeId[] {
  return isJoint(confState)
    ? ascending(new Set([...confState.voters, ...confState.votersOutgoing]))
    : confState.voters;
}

/** Everyone whom a leader replicates to, itself included, ascending. */
export function memberIds(confState: ConfState): readonly NodeId[] {
  return ascending(
    new Set([...confState.voters, ...confState.votersOutgoing, ...confState.learners]),
  );
}

/** With its lists in order and free of duplicates: what comes from outside need not be. */
export function normalizeConfState(confState: ConfState): ConfState {
  return {
    voters: ascending(new Set(confState.voters)),
    learners: ascending(new Set(confState.learners)),
    votersOutgoing: ascending(new Set(confState.votersOutgoing)),
    learnersNext: ascending(new Set(confState.learnersNext)),
    autoLeave: confState.autoLeave,
  };
}

/** True for the change that asks to leave a joint configuration. */
export function leavesJoint(request: ConfChangeRequest): boolean {
  return request.version === "v2" && request.transition === "auto" && request.changes.length === 0;
}

/** Applies a change of either version by the path that its transition asks for. */
export function changeMembership(
  confState: ConfState,
  request: ConfChangeRequest,
): MembershipResult {
  if (request.version === "v1") {
    return changeSimple(confState, [request.change]);
  }
  if (leavesJoint(request)) {
    return leaveJoint(confState);
  }
  if (request.transition !== "auto" || request.changes.length > 1) {
    return enterJoint(confState, {
      changes: request.changes,
      autoLeave: request.transition !== "explicit",
    });
  }
  return changeSimple(confState, request.changes);
}

export function changeSimple(
  confState: ConfState,
  changes: readonly ConfChangeSingle[],
): MembershipResult {
  if (isJoint(confState)) {
    return { kind: "refused", reason: "joint" };
  }
  const draft = new Draft(confState);
  draft.applyAll(changes);
  if (draft.voters.size === 0) {
    return { kind: "refused", reason: "removesAllVoters" };
  }
  return countDifferences(confState.voters, draft.voters) > 1
    ? { kind: "refused", reason: "moreThanOneVoter" }
    : draft.finish(confState.autoLeave);
}

export function enterJoint(
  confState: ConfState,
  request: { readonly changes: readonly ConfChangeSingle[]; readonly autoLeave: boolean },
): MembershipResult {
  if (isJoint(confState)) {
    return { kind: "refused", reason: "alreadyJoint" };
  }
  if (confState.voters.length === 0) {
    // A configuration without voters may be changed to one with a first voter, but nobody could commit the way out.
    return { kind: "refused", reason: "noVoters" };
  }
  const draft = new Draft({ ...confState, votersOutgoing: confState.voters });
  draft.applyAll(request.changes);
  return draft.voters.size === 0
    ? { kind: "refused", reason: "removesAllVoters" }
    : draft.finish(request.autoLeave);
}

export function leaveJoint(confState: ConfState): MembershipResult {
  if (!isJoint(confState)) {
    return { kind: "refused", reason: "notJoint" };
  }
  const learners = new Set([...confState.learners, ...confState.learnersNext]);
  const dropped = confState.votersOutgoing.filter(
    (id) => !confState.voters.includes(id) && !learners.has(id),
  );
  return {
    kind: "changed",
    confState: {
      voters: confState.voters,
      learners: ascending(learners),
      votersOutgoing: [],
      learnersNext: [],
      autoLeave: false,
    },
    dropped: new Set(dropped),
  };
}

/**
 * A configuration in the making. A voter of the outgoing half that becomes a learner waits in `learnersNext`: nobody is a
 * voter and a learner at the same time.
 */
class Draft {
  readonly voters: Set<NodeId>;
  readonly #outgoing: ReadonlySet<NodeId>;
  readonly #learners: Set<NodeId>;
  readonly #learnersNext: Set<NodeId>;
  readonly #members: Set<NodeId>;
  readonly #dropped = new Set<NodeId>();

  constructor(from: ConfState) {
    this.voters = new Set(from.voters);
    this.#outgoing = new Set(from.votersOutgoing);
    this.#learners = new Set(from.learners);
    this.#learnersNext = new Set(from.learnersNext);
    this.#members = new Set(memberIds(from));
  }

  applyAll(changes: readonly ConfChangeSingle[]): void {
    for (const { type, nodeId } of changes) {
      // Id 0 is nobody: etcd uses it for a change that was refused after it had been agreed on.
      if (nodeId === 0) {
        continue;
      }
      if (type === "addNode") {
        this.#addVoter(nodeId);
      } else if (type === "addLearnerNode") {
        this.#addLearner(nodeId);
      } else {
        this.#remove(nodeId);
      }
    }
  }

  finish(autoLeave: boolean): MembershipResult {
    return {
      kind: "changed",
      confState: {
        voters: ascending(this.voters),
        learners: ascending(this.#learners),
        votersOutgoing: ascending(this.#outgoing),
        learnersNext: ascending(this.#learnersNext),
        autoLeave,
      },
      dropped: this.#dropped,
    };
  }

  #addVoter(id: NodeId): void {
    this.#learners.delete(id);
    this.#learnersNext.delete(id);
    this.voters.add(id);
    this.#members.add(id);
  }

  #addLearner(id: NodeId): void {
    if (this.#learners.has(id)) {
      return;
    }
    this.voters.delete(id);
    this.#learnersNext.delete(id);
    this.#members.add(id);
    (this.#outgoing.has(id) ? this.#learnersNext : this.#learners).add(id);
  }

  #remove(id: NodeId): void {
    if (!this.#members.has(id)) {
      return;
    }
    this.voters.delete(id);
    this.#learners.delete(id);
    this.#learnersNext.delete(id);
    if (!this.#outgoing.has(id)) {
      this.#members.delete(id);
      this.#dropped.add(id);
    }
  }
}

function countDifferences(before: readonly NodeId[], after: ReadonlySet<NodeId>): number {
  const kept = before.filter((id) => after.has(id)).length;
  return before.length - kept + (after.size - kept);
}

function ascending(ids: Iterable<NodeId>): readonly NodeId[] {
  return [...ids].sort((a, b) => a - b);
}
