import { assertNever } from "../../utils/assert.ts";
import { waitIn } from "./decision.ts";
import type { MembershipDecision } from "./decision.ts";
import { movedMember, removeLearner } from "./learner.ts";
import { MembershipView } from "./membership-view.ts";
import type { MembershipViewFacts } from "./membership-view.ts";
import {
  continueReplacement,
  lostMembers,
  resumeReplacement,
  startReplacement,
} from "./replace.ts";
import { continueRemoval, startRemoval, victimOf } from "./scale-in.ts";
import { continueAddition, resumeAddition, startAddition } from "./scale-out.ts";

/** What the members need next. One change at a time: what is in flight is finished or undone before anything else is begun. Pure. */
export function decideMembership(facts: MembershipViewFacts): MembershipDecision {
  const view = MembershipView.of(facts);
  return view === null ? withoutView(facts) : decide(view);
}

function withoutView({ observation, assessment }: MembershipViewFacts): MembershipDecision {
  const { status, spec } = observation.cluster;
  const isDue =
    (status?.operation !== undefined && status.operation.type !== "Bootstrap") ||
    assessment.quorum.voters !== spec.replicas;
  return assessment.identity.kind === "established" && assessment.leader === null && isDue
    ? { kind: "leaderUnknown" }
    : { kind: "idle" };
}

function decide(view: MembershipView): MembershipDecision {
  const { operation, leader } = view;
  if (leader.joint) {
    return waitIn("Promoting", "waiting until the change of the configuration is complete");
  }
  const stray = view.learners.find(({ nodeID }) => nodeID !== operation?.nodeID);
  if (operation !== null && stray !== undefined) {
    return removeLearner(
      view,
      stray,
      `node ${stray.nodeID} is not what is being done: node ${operation.nodeID} is`,
    );
  }
  switch (operation?.type) {
    case "AddMember":
      return continueAddition(view, operation);
    case "RemoveMember":
      return continueRemoval(view, operation);
    case "ReplaceMember":
      return continueReplacement(view, operation);
    case undefined:
      return begin(view);
    default:
      return assertNever(operation);
  }
}

function begin(view: MembershipView): MembershipDecision {
  const [learner] = view.learners;
  const moved = movedMember(view);
  if (moved !== null) {
    return moved;
  }
  const lost = lostMembers(view);
  if (learner !== undefined) {
    const rival = view.voters.find(({ ordinal }) => ordinal === learner.ordinal);
    return rival === undefined
      ? resumeAddition(view, learner)
      : resumeReplacement(view, rival, learner);
  }
  const surplus = view.voters.length - view.target;
  const victim = surplus > 0 ? victimOf(view) : null;
  // A lost member that is about to leave anyway needs no replacement.
  const [toReplace] = lost.filter(({ nodeID }) => nodeID !== victim?.nodeID);
  if (toReplace !== undefined) {
    return startReplacement(view, toReplace);
  }
  if (victim !== null) {
    return startRemoval(view, victim);
  }
  return surplus < 0 ? startAddition(view) : { kind: "idle" };
}
