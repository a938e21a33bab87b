import type { ClusterObservation } from "./observe.ts";
import { overduePodSentence } from "./overdue-pod.ts";

interface TimedObservation {
  readonly observation: ClusterObservation;
  readonly nowMs: number;
}

/** Every pod that does not answer, with why, for people; empty where all do. */
export function silentPods({ observation, nowMs }: TimedObservation): string {
  return observation.pods
    .flatMap(({ pod, report }) =>
      report.kind === "unreachable"
        ? [`${pod.name} (${overduePodSentence(pod, nowMs) ?? report.reason})`]
        : [],
    )
    .join(", ");
}

/** The pod's name, with why it does not answer where it does not. */
export function nameWithSilence({ observation, nowMs }: TimedObservation, name: string): string {
  const found = observation.pods.find(({ pod }) => pod.name === name);
  if (found === undefined) {
    return `${name} (its pod does not exist)`;
  }
  const { pod, report } = found;
  return report.kind === "unreachable"
    ? `${name} (${overduePodSentence(pod, nowMs) ?? report.reason})`
    : name;
}

/** Pods that outlast their own deletion, with what to do about them; empty where there are none. */
export function overduePods({ observation, nowMs }: TimedObservation): string {
  return observation.pods.flatMap(({ pod }) => overduePodSentence(pod, nowMs) ?? []).join("; ");
}

export function deletionSentence(facts: TimedObservation): string {
  const overdue = overduePods(facts);
  return overdue === ""
    ? "the resource is being deleted"
    : `the resource is being deleted: ${overdue}`;
}
