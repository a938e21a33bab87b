import { integerAt, listAt, textAt, valueAt } from "../../runtime/json.ts";
import type { KubeObject } from "../../runtime/kube-object.ts";
import { CONTAINER_NAME } from "../../resources/names.ts";

/** Whether the node's process is started, the pod not being deleted. */
export function isRunning(pod: KubeObject): boolean {
  return (
    pod.metadata.deletionTimestamp === undefined &&
    textAt(pod, "status", "phase") === "Running" &&
    valueAt(nodeContainer(pod), "state", "running") !== undefined
  );
}

export function isReady(pod: KubeObject): boolean {
  return textAt(conditionOf(pod, "Ready"), "status") === "True";
}

export function restartsOf(pod: KubeObject): number {
  return integerAt(nodeContainer(pod), "restartCount") ?? 0;
}

/** Why the pod's process does not run, in the words of the cluster; null when it runs. */
export function podProblem(pod: KubeObject): string | null {
  if (isRunning(pod)) {
    return null;
  }
  if (pod.metadata.deletionTimestamp !== undefined) {
    return "Terminating";
  }
  if (textAt(pod, "status", "phase") === "Failed") {
    return sentence(textAt(pod, "status", "reason") ?? "Failed", textAt(pod, "status", "message"));
  }
  const scheduled = conditionOf(pod, "PodScheduled");
  if (textAt(scheduled, "status") === "False") {
    return sentence(textAt(scheduled, "reason") ?? "Unschedulable", textAt(scheduled, "message"));
  }
  for (const container of [...listAt(pod, "status", "initContainerStatuses"), nodeContainer(pod)]) {
    const problem = containerProblem(container);
    if (problem !== null) {
      return problem;
    }
  }
  return textAt(pod, "status", "phase") ?? "Pending";
}

function containerProblem(container: unknown): string | null {
  const waiting = textAt(container, "state", "waiting", "reason");
  if (waiting !== null) {
    const last = exitOf(valueAt(container, "lastState", "terminated"));
    // The wait's own message only repeats the back-off time; how the process ended is what helps.
    return sentence(waiting, last ?? textAt(container, "state", "waiting", "message"));
  }
  return exitOf(valueAt(container, "state", "terminated"));
}

function exitOf(terminated: unknown): string | null {
  const exitCode = integerAt(terminated, "exitCode");
  if (exitCode === null) {
    return null;
  }
  const reason = textAt(terminated, "reason");
  const message = textAt(terminated, "message")?.trim() ?? "";
  const exit = `exit code ${exitCode}${reason === null ? "" : ` (${reason})`}`;
  return message === "" ? exit : `${exit}: ${message}`;
}

function nodeContainer(pod: KubeObject): unknown {
  return listAt(pod, "status", "containerStatuses").find(
    (container) => textAt(container, "name") === CONTAINER_NAME,
  );
}

function conditionOf(pod: KubeObject, type: string): unknown {
  return listAt(pod, "status", "conditions").find(
    (condition) => textAt(condition, "type") === type,
  );
}

function sentence(reason: string, message: string | null): string {
  return message === null || message === "" ? reason : `${reason}: ${message}`;
}
