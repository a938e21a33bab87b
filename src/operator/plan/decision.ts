import type { OperationPhase } from "../api-types.ts";
import type { MembershipIntent } from "./step.ts";

export type ScaleBlockReason =
  | "WouldLoseQuorum"
  | "MembersNotHealthy"
  | "JoinTimeout"
  | "StaleVolume"
  | "PodStuckTerminating";

/** What the change of members, in flight or due, comes to at this look. */
export type MembershipDecision =
  /** The members are those that the spec asks for. */
  | { readonly kind: "idle" }
  /** A change is in flight or due, but nobody leads. */
  | { readonly kind: "leaderUnknown" }
  | {
      readonly kind: "act";
      /** Null before the change is reserved. */
      readonly phase: OperationPhase | null;
      readonly intent: MembershipIntent;
      /** What is being done, a sentence. */
      readonly message: string;
    }
  | {
      readonly kind: "wait";
      readonly phase: OperationPhase | null;
      readonly message: string;
    }
  | {
      readonly kind: "blocked";
      readonly phase: OperationPhase | null;
      readonly reason: ScaleBlockReason;
      readonly message: string;
    };

export type Blocked = Extract<MembershipDecision, { readonly kind: "blocked" }>;

export function waitIn(phase: OperationPhase | null, message: string): MembershipDecision {
  return { kind: "wait", phase, message };
}

export function actIn(
  phase: OperationPhase | null,
  intent: MembershipIntent,
  message: string,
): MembershipDecision {
  return { kind: "act", phase, intent, message };
}

export function blockedBy(
  reason: ScaleBlockReason,
  message: string,
  phase: OperationPhase | null = null,
): Blocked {
  return { kind: "blocked", phase, reason, message };
}
