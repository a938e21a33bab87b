import type { PodObservation } from "./host.ts";

/** What a living host may need beyond the grace period: for its volumes, and to report. */
const OVERDUE_AFTER_MS = 30_000;

/** For people, where a pod outlasts its own deletion: until it is gone nobody may know whether it still writes. Null where it does not. */
export function overduePodSentence(pod: PodObservation, nowMs: number): string | null {
  const { name, termination } = pod;
  return termination === undefined || nowMs < Date.parse(termination.dueAt) + OVERDUE_AFTER_MS
    ? null
    : `${name} should have been gone by ${termination.dueAt}; ${termination.ifOverdue}`;
}
