import type { Condition, ConditionType, RaftCluster } from "./api-types.ts";
import type { ClusterEvent } from "./host.ts";

/** Transitions that a person would want in `kubectl describe`. */
const TOLD: ReadonlySet<ConditionType> = new Set([
  "Ready",
  "Initialized",
  "Degraded",
  "ScaleBlocked",
  "EvenSize",
  "Paused",
]);

/** Conditions that are bad news when True, and no news when Unknown: a cluster that starts, or elects, is nothing to be told of each time. */
const BAD_WHEN_TRUE: ReadonlySet<ConditionType> = new Set(["Degraded", "ScaleBlocked", "EvenSize"]);

/** Why a cluster is not Ready because somebody wants it so. */
const ASKED_FOR: ReadonlySet<string> = new Set([
  "Deleting",
  "RollingUpdate",
  "AddingMember",
  "PromotingLearner",
  "RemovingMember",
]);

/** One event for each told condition that changed its status, or is True for another reason; none for one that was absent and is not True. */
export function transitionEvents(
  cluster: RaftCluster,
  next: readonly Condition[],
): readonly ClusterEvent[] {
  return next.flatMap((condition): readonly ClusterEvent[] => {
    const before = cluster.status?.conditions?.find(({ type }) => type === condition.type);
    const isTrue = condition.status === "True";
    const changed =
      before?.status !== condition.status || (isTrue && before.reason !== condition.reason);
    const isBad = BAD_WHEN_TRUE.has(condition.type);
    const isNews = isBad ? isTrue || before?.status === "True" : before !== undefined || isTrue;
    if (!TOLD.has(condition.type) || !changed || !isNews) {
      return [];
    }
    const isWarning =
      (isBad && isTrue) ||
      (condition.type === "Ready" && !isTrue && !ASKED_FOR.has(condition.reason));
    return [
      {
        type: isWarning ? "Warning" : "Normal",
        reason: condition.reason,
        action: "Reconcile",
        message: `${condition.type} is ${condition.status}: ${condition.message}`,
      },
    ];
  });
}
